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
    "d"."asked" AS asked
  FROM dataset AS d
  JOIN core.cases AS c
    ON c.case_key = d.case_key
  WHERE
    c.reportable AND c.agency = 'A01'
)
SELECT
  COUNT(CASE WHEN asked AND met >= 0 THEN CAST(met AS DOUBLE) END) AS n,
  COUNT(CASE WHEN asked AND met IS NULL AND FALSE THEN 1 END) AS running,
  COUNT(CASE WHEN asked AND (
    met < 0 OR met IS NULL AND NOT FALSE
  ) THEN 1 END) AS missing,
  QUANTILE_CONT(CASE WHEN asked AND met >= 0 THEN CAST(met AS DOUBLE) END, 0.5) AS median,
  QUANTILE_CONT(CASE WHEN asked AND met >= 0 THEN CAST(met AS DOUBLE) END, 0.25) AS low,
  QUANTILE_CONT(CASE WHEN asked AND met >= 0 THEN CAST(met AS DOUBLE) END, 0.75) AS high
FROM base
