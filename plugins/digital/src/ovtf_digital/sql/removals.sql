WITH first AS (
  SELECT
    *,
    outcome IN ('removed_full', 'removed_partial', 'account_removed') AS removed,
    date_diff('day', request_date, outcome_date) AS days,
    row_number() OVER (PARTITION BY case_key ORDER BY request_date, at, submission_id) AS place
  FROM digital.removal_request
  WHERE NOT superseded
)
SELECT
  case_key,
  channel,
  CASE
    WHEN removed THEN CASE WHEN days <= 3 THEN 'removed_3_days' ELSE 'removed_later' END
    WHEN outcome = 'refused' THEN 'refused'
    WHEN outcome = 'no_response' THEN 'no_response'
    ELSE 'open'
  END AS result,
  CASE
    WHEN outcome IN ('removed_full', 'account_removed') THEN 'removed_full'
    WHEN outcome = 'removed_partial' THEN 'removed_part'
    WHEN outcome IN ('refused', 'no_response') THEN outcome
    ELSE 'open'
  END AS answer,
  CASE
    WHEN removed AND days <= 1 THEN 'day'
    WHEN removed AND days <= 3 THEN 'three_days'
    WHEN removed THEN 'later'
    ELSE 'not_removed'
  END AS speed,
  CASE
    WHEN platform IN ('facebook', 'instagram') THEN 'facebook_instagram'
    WHEN platform IN ('messenger', 'whatsapp', 'telegram', 'viber', 'snapchat') THEN 'messaging'
    WHEN platform IN ('tiktok', 'youtube', 'x') THEN 'video_public'
    WHEN platform IN ('game', 'dating_app') THEN 'gaming_dating'
    WHEN platform IN ('sms_call', 'email') THEN 'phone_email'
    ELSE 'other_unknown'
  END AS platform
FROM first
WHERE place = 1
