"""Reference lists: governorates and code lists. No live data."""
