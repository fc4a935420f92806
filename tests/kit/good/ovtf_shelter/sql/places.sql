WITH newest AS (
  SELECT *, row_number() OVER (PARTITION BY case_key ORDER BY at DESC, submission_id) AS place
  FROM shelter.stay
  WHERE NOT superseded
)
SELECT case_key, kind, found = 'yes' AS found
FROM newest
WHERE place = 1
