WITH dataset AS (
  SELECT
    *
  FROM core.cases
), base AS (
  SELECT
    d.case_key,
    "d"."platforms" AS by0
  FROM dataset AS d
  JOIN core.cases AS c
    ON c.case_key = d.case_key
  WHERE
    c.reportable AND c.agency = 'A01'
), each_by0 AS (
  SELECT
    case_key,
    UNNEST(by0) AS by0
  FROM base
  WHERE
    COALESCE(ARRAY_LENGTH(by0), 0) > 0
  UNION ALL
  SELECT
    case_key,
    CAST(NULL AS TEXT) AS by0
  FROM base
  WHERE
    COALESCE(ARRAY_LENGTH(by0), 0) = 0
)
SELECT
  by0,
  COUNT(DISTINCT case_key) AS n,
  (
    SELECT
      COUNT(DISTINCT case_key)
    FROM base
  ) AS total
FROM each_by0
GROUP BY
  by0
