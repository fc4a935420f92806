SELECT
  case_key,
  CAST(at + INTERVAL '3' HOUR AS DATE) AS day,
  honour = 'yes' AS honour_based,
  self_harm IN ('ideation', 'plan', 'attempt') AS may_harm_herself
FROM safety.risk_assessment__now
