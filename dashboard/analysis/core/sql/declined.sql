SELECT case_key, need_date AS day, decline_reason
FROM core.need
WHERE NOT superseded AND outcome = 'referral_declined_by_survivor'
