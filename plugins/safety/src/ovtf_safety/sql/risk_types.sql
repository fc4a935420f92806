SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'financial' AS kind FROM safety.risk_assessment__now WHERE financial = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'physical' AS kind FROM safety.risk_assessment__now WHERE physical = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'honour' AS kind FROM safety.risk_assessment__now WHERE honour = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'public' AS kind FROM safety.risk_assessment__now WHERE public = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'emotional' AS kind FROM safety.risk_assessment__now WHERE emotional = 'yes'
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'none' AS kind
FROM safety.risk_assessment__now
WHERE coalesce(financial, '') <> 'yes'
  AND coalesce(physical, '') <> 'yes'
  AND coalesce(honour, '') <> 'yes'
  AND coalesce(public, '') <> 'yes'
  AND coalesce(emotional, '') <> 'yes'
