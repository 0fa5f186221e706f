"""A module's revisions as far as they matter for owing."""
