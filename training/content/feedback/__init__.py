"""What people say about a page, and what they are answered."""
