SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'family' AS origin FROM safety.risk_assessment__now WHERE source_family IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'perpetrator' AS origin FROM safety.risk_assessment__now WHERE source_perpetrator IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'partner' AS origin FROM safety.risk_assessment__now WHERE source_partner IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'community' AS origin FROM safety.risk_assessment__now WHERE source_community IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'network' AS origin FROM safety.risk_assessment__now WHERE source_network IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'none' AS origin
FROM safety.risk_assessment__now
WHERE coalesce(source_family, '') NOT IN ('creates', 'expands')
  AND coalesce(source_perpetrator, '') NOT IN ('creates', 'expands')
  AND coalesce(source_partner, '') NOT IN ('creates', 'expands')
  AND coalesce(source_community, '') NOT IN ('creates', 'expands')
  AND coalesce(source_network, '') NOT IN ('creates', 'expands')
