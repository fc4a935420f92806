SELECT
  case_key,
  CASE WHEN status = 'open' THEN coalesce(risk_level, 'not_assessed') ELSE 'over' END AS risk_level
FROM core.cases
