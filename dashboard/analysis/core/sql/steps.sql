WITH marked AS (
  SELECT
    case_key,
    area,
    state,
    row_number() OVER (PARTITION BY case_key, area, checklist, item ORDER BY at DESC, id DESC) AS turn
  FROM core.checklist_events
)
SELECT case_key, area, state
FROM marked
WHERE turn = 1
