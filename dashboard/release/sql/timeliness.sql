SELECT
  case_key,
  CASE
    WHEN risk_level NOT IN ('high', 'medium') OR risk_decided_at IS NULL THEN 'none'
    WHEN first_action_at IS NULL THEN 'no_action'
    WHEN in_time THEN 'in_time'
    ELSE 'late'
  END AS action
FROM core.cases
