SELECT
  case_key,
  CASE WHEN right_to_report = 'yes' AND right_not_to = 'yes' THEN 'both' ELSE 'not_both' END AS choice
FROM legal.risk_benefit__now
