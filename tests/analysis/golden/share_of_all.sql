WITH dataset AS (
  SELECT
    *
  FROM "shelter"."stay"
  WHERE
    NOT superseded
), base AS (
  SELECT
    d.case_key,
    "d"."met" AS met
  FROM dataset AS d
  JOIN core.cases AS c
    ON c.case_key = d.case_key
  WHERE
    c.reportable AND c.agency = 'A01'
), each AS (
  SELECT
    MAX(CASE WHEN TRUE AND met THEN 1 WHEN TRUE AND NOT met THEN 0 END) AS met,
    MAX(CASE WHEN TRUE THEN 1 END) AS asked
  FROM base
  GROUP BY
    case_key
)
SELECT
  COUNT(CASE WHEN met = 1 THEN 1 END) AS numerator,
  COUNT(met) AS denominator,
  COUNT(CASE WHEN asked = 1 AND met IS NULL THEN 1 END) AS missing
FROM each
