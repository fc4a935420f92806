WITH ranked AS (
  SELECT
    case_key,
    level,
    at,
    CASE level WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END AS height,
    row_number() OVER (PARTITION BY case_key ORDER BY at, id) AS turn,
    row_number() OVER (PARTITION BY case_key ORDER BY at DESC, id DESC) AS back
  FROM core.risk_decisions
)
SELECT
  newest.case_key,
  CAST(newest.at + INTERVAL '3' HOUR AS DATE) AS day,
  oldest.level AS first_level,
  newest.level AS last_level,
  newest.height > oldest.height AS rose,
  newest.height < oldest.height AS fell
FROM ranked newest
JOIN ranked oldest ON oldest.case_key = newest.case_key AND oldest.turn = 1
WHERE newest.back = 1 AND newest.turn > 1
