SELECT
  c.case_key,
  c.risk_level = 'high' AS is_high,
  c.risk_level = 'medium' AS is_medium,
  c.risk_decided_at < k.now - INTERVAL '7' DAY AS after_a_week,
  c.risk_decided_at < k.now - INTERVAL '14' DAY AS after_two_weeks
FROM core.cases c
JOIN core.clock k ON TRUE
WHERE c.status = 'open'
