"""Numbers that people call: kept by departments and the City, never part of a text."""
