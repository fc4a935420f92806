SELECT
  case_key,
  digital_plan_needed = 'yes' AS needed,
  digital_plan_needed = 'yes' AND coalesce(complete = 'yes', FALSE) AS complete
FROM digital.digital_plan
WHERE NOT superseded
