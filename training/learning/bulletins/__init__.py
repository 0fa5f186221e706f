"""Who has read which bulletin."""
