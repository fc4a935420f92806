WITH named AS (
  SELECT case_key, unnest(violence_types) AS kind
  FROM core.cases
)
SELECT a.case_key, a.kind AS one, b.kind AS other
FROM named a
JOIN named b ON b.case_key = a.case_key AND b.kind > a.kind
