WITH asked AS (
  SELECT
    case_key,
    channel,
    image_depicts_minor,
    outcome,
    request_date,
    CAST(max(at) OVER (PARTITION BY agency) AS DATE) AS newest
  FROM digital.removal_request
  WHERE NOT superseded
)
SELECT
  case_key,
  bool_or(outcome IN ('removed_full', 'removed_partial', 'account_removed')) AS removed,
  bool_or(
    outcome IN ('removed_full', 'removed_partial', 'account_removed', 'refused')
    OR (outcome = 'no_response' AND date_diff('day', request_date, newest) > 14)
  ) AS decided,
  bool_or(channel IN ('stopncii', 'take_it_down')) AS used_image_tool,
  bool_and(
    channel NOT IN ('stopncii', 'take_it_down')
    OR (channel = 'stopncii' AND coalesce(image_depicts_minor = 'no', FALSE))
    OR (channel = 'take_it_down' AND coalesce(image_depicts_minor IN ('yes', 'unknown'), FALSE))
  ) AS tool_fits
FROM asked
GROUP BY case_key
