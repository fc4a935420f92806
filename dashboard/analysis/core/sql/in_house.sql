SELECT n.case_key, n.need_date AS day, n.service_type, c.age_sex
FROM core.need n
JOIN core.cases c ON c.case_key = n.case_key
WHERE NOT n.superseded AND n.outcome = 'service_provided_by_your_agency'
