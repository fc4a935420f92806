SELECT
  r.case_key,
  r.request_date AS day,
  r.channel,
  r.platform,
  r.violence_type,
  r.outcome,
  r.outcome IN ('removed_full', 'removed_partial', 'account_removed') AS removed,
  coalesce(date_diff('day', r.request_date, r.outcome_date) <= 1, FALSE) AS in_a_day,
  coalesce(date_diff('day', r.request_date, r.outcome_date) <= 3, FALSE) AS in_three_days,
  r.outcome IN ('removed_full', 'removed_partial', 'account_removed', 'pending', 'no_response') AS may_end_well,
  r.outcome IN ('pending', 'no_response') AS waits,
  CASE
    WHEN r.outcome IN ('removed_full', 'removed_partial', 'account_removed')
    THEN 24 * date_diff('day', r.request_date, r.outcome_date)
  END AS hours,
  r.outcome <> 'withdrawn' AND date_diff('day', r.request_date, k.today) >= 7 AS week_old,
  coalesce(r.escalated_to <> 'none', FALSE) AS escalated,
  CASE
    WHEN r.outcome IS NOT NULL
    THEN r.outcome IN ('removed_full', 'removed_partial', 'account_removed')
      AND coalesce(r.outcome_date >= r.escalated_on, FALSE)
  END AS removed_after,
  CASE
    WHEN r.reappeared = 'yes' THEN date_diff('day', r.outcome_date, r.reappeared_date) <= 90
    WHEN r.reappeared = 'no' THEN FALSE
  END AS came_back
FROM digital.removal_request r
JOIN core.clock k ON TRUE
WHERE NOT r.superseded
