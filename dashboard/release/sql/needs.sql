WITH ranked AS (
  SELECT
    case_key,
    {service_group} AS service,
    CASE
      WHEN outcome = 'service_unavailable' THEN 'unavailable'
      WHEN outcome = 'referral_declined_by_survivor' THEN 'declined'
      WHEN outcome = 'service_not_applicable' THEN 'not_applicable'
      ELSE 'met'
    END AS outcome,
    decline_reason,
    outcome = 'service_unavailable' AND unavailable_reason IN ('none_in_area', 'closed', 'capacity') AS is_lacking,
    row_number() OVER (
      PARTITION BY case_key
      ORDER BY
        CASE urgency WHEN '1_hour' THEN 0 WHEN '3_hours' THEN 1 WHEN '1_day' THEN 2 WHEN '3_days' THEN 3 ELSE 4 END,
        at,
        submission_id
    ) AS place,
    row_number() OVER (
      PARTITION BY case_key
      ORDER BY CASE WHEN outcome = 'service_unavailable' THEN 0 ELSE 1 END, at, submission_id
    ) AS gap_place,
    row_number() OVER (
      PARTITION BY case_key
      ORDER BY
        CASE
          WHEN outcome = 'service_unavailable' AND unavailable_reason IN ('none_in_area', 'closed', 'capacity') THEN 0
          ELSE 1
        END,
        at,
        submission_id
    ) AS lack_place,
    row_number() OVER (
      PARTITION BY case_key
      ORDER BY
        CASE WHEN decline_reason IS NULL THEN 1 ELSE 0 END,
        CASE urgency WHEN '1_hour' THEN 0 WHEN '3_hours' THEN 1 WHEN '1_day' THEN 2 WHEN '3_days' THEN 3 ELSE 4 END,
        at,
        submission_id
    ) AS decline_place
  FROM core.need
  WHERE NOT superseded
)
SELECT
  case_key,
  max(CASE WHEN place = 1 THEN service END) AS service,
  max(CASE WHEN place = 1 THEN outcome END) AS outcome,
  max(CASE WHEN gap_place = 1 THEN CASE WHEN outcome = 'unavailable' THEN service ELSE 'nothing' END END) AS missing,
  coalesce(max(CASE WHEN lack_place = 1 AND is_lacking THEN service END), 'nothing') AS lacking,
  coalesce(max(CASE WHEN decline_place = 1 THEN decline_reason END), 'none') AS decline_reason
FROM ranked
GROUP BY case_key
