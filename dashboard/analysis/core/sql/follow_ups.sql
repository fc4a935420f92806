WITH due AS (
  SELECT f.submission_id, f.case_key, f.next_due, min(n.held_on) AS next_held
  FROM core.follow_up f
  LEFT JOIN core.follow_up__reached n
    ON n.case_key = f.case_key AND n.held_on > f.held_on
  WHERE NOT f.superseded AND f.next_due IS NOT NULL
  GROUP BY f.submission_id, f.case_key, f.next_due
)
SELECT
  d.case_key,
  d.next_due AS day,
  coalesce(d.next_held <= d.next_due, FALSE) AS kept,
  d.next_held IS NOT NULL OR c.status = 'open' AND d.next_due < k.today AS was_due
FROM due d
JOIN core.cases c ON c.case_key = d.case_key
JOIN core.clock k ON TRUE
