"""Whom to remind of what on which day, and who is told of those who are long overdue."""
