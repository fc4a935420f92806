SELECT
  case_key,
  CASE
    WHEN honour IN ('yes', 'possible') THEN 'honour'
    WHEN physical IN ('yes', 'possible') THEN 'physical'
    WHEN financial IN ('yes', 'possible') THEN 'financial'
    WHEN public IN ('yes', 'possible') THEN 'public'
    WHEN emotional IN ('yes', 'possible') THEN 'emotional'
    ELSE 'nothing'
  END AS danger,
  CASE
    WHEN source_family IN ('creates', 'expands') AND source_perpetrator IN ('creates', 'expands') THEN 'family_and_perpetrator'
    WHEN source_family IN ('creates', 'expands') THEN 'family'
    WHEN source_perpetrator IN ('creates', 'expands') THEN 'perpetrator'
    WHEN source_community IN ('creates', 'expands') THEN 'community'
    ELSE 'nobody'
  END AS danger_from
FROM safety.risk_assessment__now
