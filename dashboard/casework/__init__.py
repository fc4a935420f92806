"""The rules of case work, as functions from values to values: consent, tasks, the order of steps, the core's forms."""
