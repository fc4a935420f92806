SELECT
  r.case_key,
  r.sent_on AS day,
  r.service_type,
  r.status,
  r.status IN ('accepted', 'completed') AS accepted,
  r.status <> 'revoked' AND date_diff('day', r.sent_on, k.today) >= 3 AS answer_due,
  r.status = 'completed' AS completed,
  r.status IN ('sent', 'no_feedback') AS silent,
  r.status <> 'revoked' AND date_diff('day', r.sent_on, k.today) >= 14 AS long_sent,
  r.status <> 'revoked' AS stands,
  24 * date_diff('day', r.sent_on, r.responded_on) AS hours_to_answer,
  r.status NOT IN ('revoked', 'rejected') AS serves,
  24 * date_diff('day', r.sent_on, r.service_on) AS hours_to_service,
  r.status IN ('sent', 'no_feedback', 'accepted') AS waits
FROM core.referral r
JOIN core.clock k ON TRUE
WHERE NOT r.superseded
