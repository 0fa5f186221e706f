"""Training that somebody took elsewhere, and what shows it."""
