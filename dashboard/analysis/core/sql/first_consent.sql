WITH agreed AS (
  SELECT case_key, min(at) AS at
  FROM core.consents
  WHERE scope = 'services' AND value = 'yes'
  GROUP BY case_key
)
SELECT
  c.case_key,
  c.first_action_at IS NOT NULL AS acted,
  coalesce(a.at <= c.first_action_at, FALSE) AS agreed_before
FROM core.cases c
LEFT JOIN agreed a ON a.case_key = c.case_key
