"""Keeping fresh what a certificate says."""
