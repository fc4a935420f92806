WITH newest AS (
  SELECT *, row_number() OVER (PARTITION BY case_key ORDER BY at DESC, submission_id DESC) AS turn
  FROM safety.risk_assessment
  WHERE NOT superseded
)
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'financial' AS kind FROM newest WHERE turn = 1 AND financial = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'physical' AS kind FROM newest WHERE turn = 1 AND physical = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'honour' AS kind FROM newest WHERE turn = 1 AND honour = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'public' AS kind FROM newest WHERE turn = 1 AND public = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'emotional' AS kind FROM newest WHERE turn = 1 AND emotional = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'none' AS kind
FROM newest
WHERE turn = 1
  AND coalesce(financial, '') <> 'yes'
  AND coalesce(physical, '') <> 'yes'
  AND coalesce(honour, '') <> 'yes'
  AND coalesce(public, '') <> 'yes'
  AND coalesce(emotional, '') <> 'yes'
