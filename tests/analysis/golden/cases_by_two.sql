WITH dataset AS (
  SELECT
    *
  FROM core.cases
), base AS (
  SELECT
    d.case_key,
    "d"."risk_level" AS by0,
    "d"."stream" AS by1
  FROM dataset AS d
  JOIN core.cases AS c
    ON c.case_key = d.case_key
  WHERE
    c.reportable AND c.agency = 'A01'
)
SELECT
  by0,
  by1,
  COUNT(DISTINCT case_key) AS n,
  (
    SELECT
      COUNT(DISTINCT case_key)
    FROM base
  ) AS total
FROM base
GROUP BY
  by0,
  by1
