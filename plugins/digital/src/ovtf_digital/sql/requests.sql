SELECT
  r.case_key,
  bool_or(r.outcome IN ('removed_full', 'removed_partial', 'account_removed')) AS removed,
  bool_or(
    r.outcome IN ('removed_full', 'removed_partial', 'account_removed', 'refused')
    OR (r.outcome = 'no_response' AND date_diff('day', r.request_date, k.today) > 14)
  ) AS decided,
  bool_or(r.channel IN ('stopncii', 'take_it_down')) AS used_image_tool,
  bool_and(
    r.channel NOT IN ('stopncii', 'take_it_down')
    OR (r.channel = 'stopncii' AND coalesce(r.image_depicts_minor = 'no', FALSE))
    OR (r.channel = 'take_it_down' AND coalesce(r.image_depicts_minor IN ('yes', 'unknown'), FALSE))
  ) AS tool_fits
FROM digital.removal_request r
JOIN core.clock k ON TRUE
WHERE NOT r.superseded
GROUP BY r.case_key
