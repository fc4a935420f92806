SELECT case_key, CAST(opened_at + INTERVAL '3' HOUR AS DATE) AS day, TRUE AS opened, FALSE AS closed
FROM core.cases
UNION ALL
SELECT c.case_key, c.closed_on AS day, FALSE AS opened, TRUE AS closed
FROM core.closure c
JOIN core.reviews r ON r.submission_id = c.submission_id AND r.state = 'approved'
WHERE NOT c.superseded
