WITH assessed AS (
  SELECT case_key, min(at) AS at
  FROM safety.risk_assessment
  GROUP BY case_key
)
SELECT
  c.case_key,
  c.status = 'open' AS waits,
  a.at IS NOT NULL AS assessed,
  coalesce(a.at <= c.opened_at + INTERVAL '7' DAY, FALSE) AS in_a_week,
  a.at IS NOT NULL OR c.opened_at + INTERVAL '7' DAY <= k.now AS week_over,
  date_diff('minute', date_trunc('minute', c.opened_at), date_trunc('minute', a.at)) / 60e0 AS hours
FROM core.cases c
JOIN core.clock k ON TRUE
LEFT JOIN assessed a ON a.case_key = c.case_key
