"""Bulletins: one screen, old and new, for the night that a rule changes."""
