SELECT case_key, nullif(governorate, '') IS NOT NULL AS filled FROM core.cases
UNION ALL
SELECT case_key, nullif(gender, '') IS NOT NULL AS filled FROM core.cases
UNION ALL
SELECT case_key, nullif(disability, '') IS NOT NULL AS filled FROM core.cases
UNION ALL
SELECT case_key, nullif(displacement, '') IS NOT NULL AS filled FROM core.cases
UNION ALL
SELECT case_key, risk_level <> 'not_assessed' AS filled FROM core.cases
UNION ALL
SELECT c.case_key, count(i.submission_id) > 0 AS filled
FROM core.cases c
LEFT JOIN core.incident i ON i.case_key = c.case_key AND NOT i.superseded
GROUP BY c.case_key
