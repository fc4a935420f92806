SELECT
  case_key,
  risk_level = 'high' AS was_high,
  coalesce(first_action_at <= risk_decided_at + INTERVAL '24' HOUR, FALSE) AS in_time
FROM core.cases
