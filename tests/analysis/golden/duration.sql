WITH dataset AS (
  SELECT
    *
  FROM "shelter"."stay"
  WHERE
    NOT superseded
), base AS (
  SELECT
    d.case_key,
    "d"."hours" AS met,
    "d"."waits" AS running
  FROM dataset AS d
  JOIN core.cases AS c
    ON c.case_key = d.case_key
  WHERE
    c.reportable AND c.agency = 'A01'
)
SELECT
  COUNT(CASE WHEN TRUE AND met >= 0 THEN CAST(met AS DOUBLE) END) AS n,
  COUNT(CASE WHEN TRUE AND met IS NULL AND running THEN 1 END) AS running,
  COUNT(CASE WHEN TRUE AND (
    met < 0 OR met IS NULL AND NOT running
  ) THEN 1 END) AS missing,
  QUANTILE_CONT(CASE WHEN TRUE AND met >= 0 THEN CAST(met AS DOUBLE) END, 0.5) AS median,
  QUANTILE_CONT(CASE WHEN TRUE AND met >= 0 THEN CAST(met AS DOUBLE) END, 0.25) AS low,
  QUANTILE_CONT(CASE WHEN TRUE AND met >= 0 THEN CAST(met AS DOUBLE) END, 0.75) AS high
FROM base
