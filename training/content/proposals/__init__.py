"""Texts that wait for a second person before they are published."""
