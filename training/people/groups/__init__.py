"""Roles that follow the groups of an identity provider."""
