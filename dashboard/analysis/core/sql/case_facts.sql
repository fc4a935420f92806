SELECT
  case_key,
  status = 'open' AS is_open,
  consent_reporting,
  status = 'duplicate' AS is_duplicate,
  reported_elsewhere = 'ovtf_member' AS counted_elsewhere,
  coalesce(age_band, '') NOT IN ('', 'unknown') AS age_known,
  stream = 'tf_csea' AS is_child,
  CASE WHEN disability <> '' THEN disability IN ('physical', 'mental', 'both') END AS has_disability,
  nullif(age_band, '') IS NOT NULL
  AND nullif(gender, '') IS NOT NULL
  AND nullif(disability, '') IS NOT NULL
  AND nullif(displacement, '') IS NOT NULL AS who_known
FROM core.cases
