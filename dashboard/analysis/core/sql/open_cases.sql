SELECT case_key, risk_level, stream
FROM core.cases
WHERE status = 'open'
