"""Tablets that people of a department share."""
