"""Commands that print ratios from one run."""
