WITH approved AS (
  SELECT submission_id
  FROM core.reviews
  WHERE area = 'safety' AND form = 'safety_plan' AND state = 'approved'
  GROUP BY submission_id
)
SELECT
  p.case_key,
  p.safety_plan_needed = 'yes' AS needed,
  p.safety_plan_needed = 'yes' AND coalesce(p.complete = 'yes', FALSE) AS complete,
  a.submission_id IS NOT NULL AS approved
FROM safety.safety_plan p
LEFT JOIN approved a ON a.submission_id = p.submission_id
WHERE NOT p.superseded
