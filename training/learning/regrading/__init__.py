"""What follows when a question was marked by a wrong key."""
