SELECT
  n.case_key,
  n.need_date AS day,
  n.service_type,
  n.outcome,
  n.outcome = 'service_unavailable' AS unavailable,
  n.outcome NOT IN ('service_not_applicable', 'referral_declined_by_survivor') AS wanted,
  n.outcome = 'referral_declined_by_survivor' AS declined,
  n.outcome IN ('referred', 'service_provided_by_your_agency', 'referral_declined_by_survivor') AS offered
FROM core.need n
WHERE NOT n.superseded
