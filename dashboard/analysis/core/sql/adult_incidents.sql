SELECT i.case_key, i.gbvims_type
FROM core.incident i
JOIN core.cases c ON c.case_key = i.case_key
WHERE NOT i.superseded AND c.stream = 'tfgbv'
