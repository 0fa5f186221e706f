"""Whom a statement about statuses asks about."""
