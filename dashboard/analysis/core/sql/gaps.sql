SELECT n.case_key, n.need_date AS day, n.service_type, n.unavailable_reason, c.governorate
FROM core.need n
JOIN core.cases c ON c.case_key = n.case_key
WHERE NOT n.superseded AND n.outcome = 'service_unavailable'
