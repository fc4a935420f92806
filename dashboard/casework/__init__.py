"""Rules of case work: pure functions over values."""
