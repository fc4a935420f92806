SELECT case_key, safety_checked = 'yes' AS checked_first
FROM digital.digital_risk
WHERE NOT superseded
