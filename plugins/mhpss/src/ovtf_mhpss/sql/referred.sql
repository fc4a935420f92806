SELECT case_key, CASE WHEN referral = 'accompanied' THEN 'made' ELSE referral END AS referral
FROM mhpss.assessment__now
WHERE referral IN ('made', 'accompanied', 'later', 'unavailable')
