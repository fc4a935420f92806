"""What a person sees of an import: what is asked of a file, and the plan that comes of it."""
