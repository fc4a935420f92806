"""What a signed-in person may do: each function checks the permission, writes the audit, keeps the stores in step."""
