SELECT
  done.case_key,
  count(early.id) = 0 AS in_order
FROM legal.complaint AS done
LEFT JOIN core.overrides AS early ON early.case_key = done.case_key AND starts_with(early.step, 'legal.')
WHERE NOT done.superseded
GROUP BY done.case_key
