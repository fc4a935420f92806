"""Parts that several pages draw: forms, checklists, tasks, figures, and the words for codes."""
