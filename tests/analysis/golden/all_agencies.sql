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
