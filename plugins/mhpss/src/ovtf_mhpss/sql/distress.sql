SELECT case_key, distress IN ('moderate', 'severe') AS distressed, first_aid = 'given' AS aided
FROM mhpss.assessment
WHERE NOT superseded
