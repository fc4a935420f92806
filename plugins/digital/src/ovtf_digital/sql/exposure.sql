SELECT
  case_key,
  CAST(at + INTERVAL '3' HOUR AS DATE) AS day,
  coalesce(content_status IN ('private_recipients', 'public_online', 'recirculating'), FALSE)
  OR coalesce(
    list_contains(access, 'account') OR list_contains(access, 'device') OR list_contains(access, 'location')
    OR list_contains(access, 'physical'),
    FALSE
  ) AS exposed
FROM digital.digital_risk__now
