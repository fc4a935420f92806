WITH filed AS (
  SELECT case_key, outcome, row_number() OVER (PARTITION BY case_key ORDER BY filed_on DESC, submission_id) AS place
  FROM legal.complaint
  WHERE NOT superseded
)
SELECT
  c.case_key,
  CASE
    WHEN f.outcome IN ('investigation', 'referred_to_court') THEN 'under_way'
    WHEN f.outcome = 'registered' THEN 'registered'
    WHEN f.outcome IS NOT NULL THEN 'ended_or_unknown'
    WHEN d.decision IN ('report', 'child_procedure') THEN 'wants_to_report'
    WHEN d.decision = 'not_report' THEN 'not_reporting'
    WHEN d.decision IS NOT NULL THEN 'undecided'
    ELSE 'none'
  END AS path
FROM core.cases AS c
LEFT JOIN legal.risk_benefit__now AS d ON d.case_key = c.case_key
LEFT JOIN filed AS f ON f.case_key = c.case_key AND f.place = 1
