WITH newest AS (
  SELECT *, row_number() OVER (PARTITION BY case_key ORDER BY held_on DESC, at DESC, submission_id DESC) AS turn
  FROM core.follow_up__reached
),
goals AS (
  SELECT case_key, held_on, 'safety' AS goal, goal_safety AS progress FROM newest WHERE turn = 1
  UNION ALL
  SELECT case_key, held_on, 'health' AS goal, goal_health AS progress FROM newest WHERE turn = 1
  UNION ALL
  SELECT case_key, held_on, 'psychosocial' AS goal, goal_psychosocial AS progress FROM newest WHERE turn = 1
  UNION ALL
  SELECT case_key, held_on, 'justice' AS goal, goal_justice AS progress FROM newest WHERE turn = 1
  UNION ALL
  SELECT case_key, held_on, 'digital' AS goal, goal_digital AS progress FROM newest WHERE turn = 1
  UNION ALL
  SELECT case_key, held_on, 'other' AS goal, goal_other AS progress FROM newest WHERE turn = 1
)
SELECT case_key, held_on AS day, goal, progress, progress = 'met' AS is_met
FROM goals
WHERE coalesce(progress, '') <> 'n_a'
