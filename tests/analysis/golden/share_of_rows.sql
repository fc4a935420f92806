WITH dataset AS (
  SELECT
    *
  FROM "shelter"."stay"
  WHERE
    NOT superseded
), base AS (
  SELECT
    d.case_key,
    "d"."met" AS met,
    "d"."asked" AS asked
  FROM dataset AS d
  JOIN core.cases AS c
    ON c.case_key = d.case_key
  WHERE
    c.reportable AND c.agency = 'A01'
), each AS (
  SELECT
    CASE WHEN asked AND met THEN 1 WHEN asked AND NOT met THEN 0 END AS met,
    CASE WHEN asked THEN 1 END AS asked
  FROM base
)
SELECT
  COUNT(CASE WHEN met = 1 THEN 1 END) AS numerator,
  COUNT(met) AS denominator,
  COUNT(CASE WHEN asked = 1 AND met IS NULL THEN 1 END) AS missing
FROM each
