WITH adults AS (
  SELECT
    case_key,
    opened_at <= max(opened_at) OVER (PARTITION BY agency) - INTERVAL '14' DAY AS long_open
  FROM core.cases
  WHERE stream = 'tfgbv'
),
asked AS (
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
  a.long_open OR b.case_key IS NOT NULL AS counted,
  coalesce(b.recorded, FALSE) AS recorded
FROM adults a
LEFT JOIN asked b ON b.case_key = a.case_key
