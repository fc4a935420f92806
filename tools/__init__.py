"""Documents written from the code, and pictures of measurements: run from a checkout, never shipped."""
