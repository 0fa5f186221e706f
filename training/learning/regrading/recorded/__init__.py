"""Regrades that were agreed to, and what came of each."""
