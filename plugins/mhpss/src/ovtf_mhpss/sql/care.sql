SELECT case_key, care
FROM mhpss.assessment__now
