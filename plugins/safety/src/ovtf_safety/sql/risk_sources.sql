WITH newest AS (
  SELECT *, row_number() OVER (PARTITION BY case_key ORDER BY at DESC, submission_id DESC) AS turn
  FROM safety.risk_assessment
  WHERE NOT superseded
)
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'family' AS origin FROM newest WHERE turn = 1 AND source_family IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'perpetrator' AS origin FROM newest WHERE turn = 1 AND source_perpetrator IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'partner' AS origin FROM newest WHERE turn = 1 AND source_partner IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'community' AS origin FROM newest WHERE turn = 1 AND source_community IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'network' AS origin FROM newest WHERE turn = 1 AND source_network IN ('creates', 'expands')
UNION ALL
SELECT case_key, CAST(at + INTERVAL '3' HOUR AS DATE) AS day, 'none' AS origin
FROM newest
WHERE turn = 1
  AND coalesce(source_family, '') NOT IN ('creates', 'expands')
  AND coalesce(source_perpetrator, '') NOT IN ('creates', 'expands')
  AND coalesce(source_partner, '') NOT IN ('creates', 'expands')
  AND coalesce(source_community, '') NOT IN ('creates', 'expands')
  AND coalesce(source_network, '') NOT IN ('creates', 'expands')
