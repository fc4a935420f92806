WITH dataset AS (
  SELECT
    *
  FROM core.cases
), base AS (
  SELECT
    d.case_key,
    "d"."stream" AS by0
  FROM dataset AS d
  JOIN core.cases AS c
    ON c.case_key = d.case_key
  WHERE
    c.reportable
    AND c.agency = 'A01'
    AND CAST(c.opened_at + INTERVAL '3' HOUR AS DATE) >= CAST('2026-07-01' AS DATE)
    AND CAST(c.opened_at + INTERVAL '3' HOUR AS DATE) <= CAST('2026-09-30' AS DATE)
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
