"""What marking a question again would change, before anything does."""
