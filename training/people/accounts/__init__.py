"""Accounts at identity providers: whose they are, and what their groups let them do."""
