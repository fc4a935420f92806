WITH closed AS (
  SELECT c.case_key, c.submission_id, c.closed_on, c.reasons, c.safety_plan_reviewed, c.told_can_return
  FROM core.closure c
  JOIN core.reviews r ON r.submission_id = c.submission_id AND r.state = 'approved'
  WHERE NOT c.superseded
),
again AS (
  SELECT c.submission_id, min(r.reopened_on) AS reopened_on
  FROM closed c
  JOIN core.reopening r ON r.case_key = c.case_key AND r.reopened_on >= c.closed_on
  GROUP BY c.submission_id
),
counted AS (
  SELECT
    c.*,
    a.reopened_on,
    k.today,
    date_diff('day', CAST(o.opened_at + INTERVAL '3' HOUR AS DATE), c.closed_on) AS days
  FROM closed c
  JOIN core.cases o ON o.case_key = c.case_key
  JOIN core.clock k ON TRUE
  LEFT JOIN again a ON a.submission_id = c.submission_id
)
SELECT
  case_key,
  closed_on AS day,
  reasons,
  CASE
    WHEN days < 0 THEN NULL
    WHEN days <= 30 THEN 'to_30_days'
    WHEN days <= 90 THEN 'to_90_days'
    WHEN days <= 180 THEN 'to_180_days'
    WHEN days > 180 THEN 'longer'
  END AS took,
  safety_plan_reviewed = 'yes' AS plan_reviewed,
  told_can_return = 'yes' AS told,
  date_diff('day', closed_on, today) >= 90 AS observed,
  coalesce(date_diff('day', closed_on, reopened_on) <= 90, FALSE) AS came_back
FROM counted
