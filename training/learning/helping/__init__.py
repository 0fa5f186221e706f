"""Whoever does not pass is helped by a person."""
