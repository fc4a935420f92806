WITH dataset AS (
  SELECT
    s.case_key,
    s.day,
    s.until <= k.today AS over
  FROM shelter.stay AS s
  JOIN (
    SELECT
      CAST('2026-11-24 09:30:00' AS TIMESTAMP) AS now,
      CAST('2026-11-24' AS DATE) AS today
  ) AS k
    ON TRUE
), base AS (
  SELECT
    d.case_key,
    "d"."over" AS met
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
