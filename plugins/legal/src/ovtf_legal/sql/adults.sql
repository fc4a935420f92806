WITH asked AS (
  SELECT
    case_key,
    bool_or(
      coalesce(right_to_report = 'yes', FALSE)
      AND coalesce(right_not_to = 'yes', FALSE)
      AND decision IS NOT NULL
    ) AS recorded
  FROM legal.risk_benefit
  WHERE NOT superseded
  GROUP BY case_key
)
SELECT
  a.case_key,
  a.opened_at <= k.now - INTERVAL '14' DAY OR b.case_key IS NOT NULL AS counted,
  coalesce(b.recorded, FALSE) AS recorded
FROM core.cases a
JOIN core.clock k ON TRUE
LEFT JOIN asked b ON b.case_key = a.case_key
WHERE a.stream = 'tfgbv'
