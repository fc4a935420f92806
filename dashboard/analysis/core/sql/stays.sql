WITH closed AS (
  SELECT c.case_key, max(c.closed_on) AS closed_on
  FROM core.closure c
  JOIN core.reviews r ON r.submission_id = c.submission_id AND r.state = 'approved'
  WHERE NOT c.superseded
  GROUP BY c.case_key
)
SELECT
  o.case_key,
  o.status = 'open' AS still_open,
  CASE
    WHEN o.status = 'closed' THEN 24 * date_diff('day', CAST(o.opened_at + INTERVAL '3' HOUR AS DATE), c.closed_on)
  END AS hours
FROM core.cases o
LEFT JOIN closed c ON c.case_key = o.case_key
WHERE o.status IN ('open', 'closed')
