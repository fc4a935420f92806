SELECT case_key, escalated_on AS day, escalated_to, outcome
FROM digital.removal_request
WHERE NOT superseded AND escalated_to <> 'none'
