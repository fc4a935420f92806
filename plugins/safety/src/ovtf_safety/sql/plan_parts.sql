SELECT case_key, parts
FROM safety.safety_plan
WHERE NOT superseded AND safety_plan_needed = 'yes'
