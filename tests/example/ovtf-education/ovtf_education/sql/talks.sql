SELECT case_key, role, answer, day
FROM education.contacts__talks
WHERE NOT superseded
