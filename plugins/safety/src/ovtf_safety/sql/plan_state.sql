SELECT case_key, CASE WHEN complete = 'yes' THEN 'complete' ELSE 'incomplete' END AS plan
FROM safety.safety_plan
WHERE NOT superseded AND safety_plan_needed = 'yes'
