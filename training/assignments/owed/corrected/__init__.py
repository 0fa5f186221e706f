"""Who owes a question only because its key was wrong."""
