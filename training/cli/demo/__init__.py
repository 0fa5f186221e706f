"""The demonstration: a whole invented city on SQLite."""
