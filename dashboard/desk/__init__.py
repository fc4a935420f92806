"""What a signed-in person may do: every function checks the permission, writes the audit and keeps the stores in step."""
