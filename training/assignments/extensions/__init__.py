"""Another due day for one person."""
