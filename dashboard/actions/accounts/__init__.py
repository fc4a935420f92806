"""Accounts: what an administrator asks for, what a second person confirms, codes, and everybody's own account."""
