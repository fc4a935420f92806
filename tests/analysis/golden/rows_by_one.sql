WITH dataset AS (
  SELECT
    *
  FROM "shelter"."stay"
  WHERE
    NOT superseded
), base AS (
  SELECT
    d.case_key,
    "d"."place" AS by0
  FROM dataset AS d
  JOIN core.cases AS c
    ON c.case_key = d.case_key
  WHERE
    c.reportable AND c.agency = 'A01'
)
SELECT
  by0,
  COUNT(*) AS n,
  (
    SELECT
      COUNT(*)
    FROM base
  ) AS total
FROM base
GROUP BY
  by0
