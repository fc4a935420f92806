WITH said AS (
  SELECT
    case_key,
    assent,
    guardian,
    best_interest_by,
    row_number() OVER (PARTITION BY case_key ORDER BY at DESC, id DESC) AS turn
  FROM core.consents
  WHERE scope = 'services'
)
SELECT
  c.case_key,
  coalesce(s.assent IN ('yes', 'too_young') AND s.guardian = 'yes' OR s.best_interest_by <> '', FALSE) AS protected
FROM core.cases c
LEFT JOIN said s ON s.case_key = c.case_key AND s.turn = 1
WHERE c.stream = 'tf_csea'
