SELECT
  case_key,
  CASE
    WHEN risk_level NOT IN ('high', 'medium') THEN 'none'
    WHEN first_action_at IS NULL THEN 'no_action'
    WHEN first_action_at <= risk_decided_at + CASE WHEN risk_level = 'high' THEN INTERVAL '24' HOUR ELSE INTERVAL '48' HOUR END
      THEN 'in_time'
    ELSE 'late'
  END AS action
FROM core.cases
