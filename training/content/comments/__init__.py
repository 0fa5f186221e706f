"""Remarks on lines of exact texts, some of them privileged."""
