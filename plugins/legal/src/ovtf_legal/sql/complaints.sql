WITH weighed AS (
  SELECT case_key, CAST(min(at) + INTERVAL '3' HOUR AS DATE) AS first_day
  FROM legal.risk_benefit
  GROUP BY case_key
)
SELECT
  c.case_key,
  bool_and(coalesce(w.first_day <= c.filed_on, FALSE)) AS weighed_first,
  bool_and(coalesce(c.accompanied = 'yes', FALSE)) AS accompanied,
  bool_or(coalesce(c.retaliation = 'yes' OR c.confidentiality_breach = 'yes', FALSE)) AS harmed,
  bool_or(coalesce(array_length(c.protection_asked) > 0 AND NOT list_contains(c.protection_asked, 'none'), FALSE)) AS asked,
  bool_or(
    coalesce(array_length(c.protection_obtained) > 0 AND NOT list_contains(c.protection_obtained, 'none'), FALSE)
  ) AS obtained
FROM legal.complaint c
LEFT JOIN weighed w ON w.case_key = c.case_key
WHERE NOT c.superseded
GROUP BY c.case_key
