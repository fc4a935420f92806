SELECT case_key, TRUE AS is_case, FALSE AS is_follow_up
FROM core.cases
WHERE status = 'open'
UNION ALL
SELECT f.case_key, FALSE AS is_case, TRUE AS is_follow_up
FROM core.follow_up__reached f
JOIN core.cases c ON c.case_key = f.case_key
WHERE c.status = 'open'
