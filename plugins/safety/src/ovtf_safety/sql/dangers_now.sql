WITH newest AS (
  SELECT *, row_number() OVER (PARTITION BY case_key ORDER BY at DESC, submission_id DESC) AS turn
  FROM safety.risk_assessment
  WHERE NOT superseded
)
SELECT
  case_key,
  CAST(at + INTERVAL '3' HOUR AS DATE) AS day,
  honour = 'yes' AS honour_based,
  self_harm IN ('ideation', 'plan', 'attempt') AS may_harm_herself
FROM newest
WHERE turn = 1
