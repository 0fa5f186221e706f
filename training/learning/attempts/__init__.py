"""Beginning an attempt: what it asks."""
