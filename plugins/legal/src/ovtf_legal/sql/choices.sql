SELECT case_key, right_to_report = 'yes' AND right_not_to = 'yes' AS explained
FROM legal.risk_benefit
WHERE NOT superseded
