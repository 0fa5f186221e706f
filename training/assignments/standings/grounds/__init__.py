"""What statuses rest on that is not about any person: what was published, asked and withdrawn."""
