"""Pages of the task force: they are given releases and nothing else."""
