WITH first AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY case_key ORDER BY request_date, at, submission_id) AS place
  FROM digital.removal_request
  WHERE NOT superseded
)
SELECT
  case_key,
  channel,
  CASE
    WHEN outcome IN ('removed_full', 'removed_partial', 'account_removed')
      THEN CASE WHEN date_diff('day', request_date, outcome_date) <= 3 THEN 'removed_3_days' ELSE 'removed_later' END
    WHEN outcome = 'refused' THEN 'refused'
    WHEN outcome = 'no_response' THEN 'no_response'
    ELSE 'open'
  END AS result
FROM first
WHERE place = 1
