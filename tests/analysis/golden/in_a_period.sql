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
    "d"."place" AS by0
  FROM dataset AS d
  JOIN core.cases AS c
    ON c.case_key = d.case_key
  WHERE
    c.reportable
    AND c.agency = 'A01'
    AND d.day >= CAST('2026-07-01' AS DATE)
    AND d.day <= CAST('2026-09-30' AS DATE)
)
SELECT
  by0,
  COUNT(DISTINCT case_key) AS n,
  (
    SELECT
      COUNT(DISTINCT case_key)
    FROM base
  ) AS total
FROM base
GROUP BY
  by0
