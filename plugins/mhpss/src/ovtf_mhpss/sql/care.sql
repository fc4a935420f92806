WITH newest AS (
  SELECT case_key, care, row_number() OVER (PARTITION BY case_key ORDER BY at DESC, submission_id) AS place
  FROM mhpss.assessment
  WHERE NOT superseded
)
SELECT case_key, care
FROM newest
WHERE place = 1
