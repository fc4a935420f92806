WITH counted AS (
  SELECT
    i.*,
    c.quarter,
    12 * (extract(year FROM c.report_date) - extract(year FROM i.incident_month))
    + extract(month FROM c.report_date) - extract(month FROM i.incident_month) AS months
  FROM core.incident i
  JOIN core.cases c ON c.case_key = i.case_key
  WHERE NOT i.superseded
)
SELECT
  case_key,
  quarter,
  CASE
    WHEN months < 0 THEN NULL
    WHEN months = 0 THEN 'same_month'
    WHEN months = 1 THEN 'next_month'
    WHEN months <= 3 THEN 'to_3_months'
    WHEN months <= 12 THEN 'to_12_months'
    WHEN months > 12 THEN 'later'
  END AS delay,
  previous_incidents = 'yes' AS happened_before,
  coalesce(
    list_contains(content_kind, 'image') OR list_contains(content_kind, 'video') OR list_contains(content_kind, 'live'),
    FALSE
  ) AS has_images,
  ai_generated = 'yes' AS made_with_ai,
  CASE WHEN array_length(offline_harm) > 0 THEN NOT list_contains(offline_harm, 'none') END AS harmed_offline
FROM counted
