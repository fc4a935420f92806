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
)
SELECT
  COUNT(CASE WHEN met THEN 1 END) AS numerator,
  COUNT(CASE WHEN asked THEN 1 END) AS denominator,
  0 AS missing
FROM base
