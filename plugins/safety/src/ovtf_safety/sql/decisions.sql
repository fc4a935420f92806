SELECT
  c.case_key,
  CAST(c.risk_decided_at + INTERVAL '3' HOUR AS DATE) AS day,
  c.risk_level = 'high' AS is_high,
  c.risk_level = 'medium' AS is_medium,
  c.risk_level = 'high'
  AND (c.first_action_at IS NOT NULL OR c.due_at <= k.now) AS was_high,
  c.risk_level = 'medium'
  AND (c.first_action_at IS NOT NULL OR c.due_at <= k.now) AS was_medium,
  coalesce(c.in_time, FALSE) AS in_time,
  date_diff('minute', date_trunc('minute', c.risk_decided_at), date_trunc('minute', c.first_action_at)) / 60e0 AS hours,
  c.status = 'open' AS waits
FROM core.cases c
JOIN core.clock k ON TRUE
WHERE c.risk_level <> 'not_assessed'
