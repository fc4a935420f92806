"""For case managers: cases, forms and drafts, checklist steps, consent, tasks and the action plan."""
