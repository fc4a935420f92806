WITH entries AS (
  SELECT
    case_key,
    standing IN ('stays_away', 'withdrawn', 'excluded') AS is_out,
    row_number() OVER (PARTITION BY case_key ORDER BY at DESC, submission_id) AS place
  FROM education.standing
  WHERE NOT superseded
),
asked AS (
  SELECT case_key, bool_or(is_out) AS was_out, bool_or(place = 1 AND is_out) AS is_out
  FROM entries
  GROUP BY case_key
),
schools AS (
  SELECT
    c.case_key,
    bool_or(coalesce(c.back = 'yes', FALSE)) AS back,
    bool_or(coalesce(t.answer = 'agreed', FALSE)) AS agreed
  FROM education.contacts AS c
  LEFT JOIN education.contacts__talks AS t USING (submission_id)
  WHERE NOT c.superseded
  GROUP BY c.case_key
)
SELECT
  a.case_key,
  a.was_out,
  NOT a.is_out OR coalesce(s.back, FALSE) AS learns,
  CASE
    WHEN NOT a.is_out OR coalesce(s.back, FALSE) THEN 'learning'
    WHEN coalesce(s.agreed, FALSE) THEN 'way_agreed'
    ELSE 'out'
  END AS learning
FROM asked AS a
LEFT JOIN schools AS s ON s.case_key = a.case_key
