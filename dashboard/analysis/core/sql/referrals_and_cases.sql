SELECT case_key, TRUE AS is_case, FALSE AS is_referral
FROM core.cases
UNION ALL
SELECT case_key, FALSE AS is_case, TRUE AS is_referral
FROM core.referral
WHERE NOT superseded
