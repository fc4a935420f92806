WITH told AS (
  SELECT
    a.submission_id,
    a.case_key,
    a.at,
    a.acted_now,
    min(r.at) AS referred_at
  FROM mhpss.assessment a
  LEFT JOIN core.referral r
    ON r.case_key = a.case_key AND r.at >= a.at AND r.service_type IN ('mhpss_specialised', 'health_medical')
    AND r.status NOT IN ('revoked', 'rejected')
  WHERE NOT a.superseded AND a.self_harm IN ('plan', 'attempt')
  GROUP BY a.submission_id, a.case_key, a.at, a.acted_now
)
SELECT
  t.case_key,
  CAST(t.at + INTERVAL '3' HOUR AS DATE) AS day,
  coalesce(t.acted_now = 'yes', FALSE) OR coalesce(t.referred_at <= t.at + INTERVAL '24' HOUR, FALSE) AS in_time,
  coalesce(t.acted_now = 'yes', FALSE) OR t.referred_at IS NOT NULL OR t.at + INTERVAL '24' HOUR <= k.now AS counted
FROM told t
JOIN core.clock k ON TRUE
