SELECT
  case_key,
  safety_plan_needed = 'yes' AS needed,
  safety_plan_needed = 'yes' AND coalesce(complete = 'yes', FALSE) AS complete
FROM safety.safety_plan
WHERE NOT superseded
