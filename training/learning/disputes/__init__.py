"""What people say against a result, and who answers."""
