"""Showing what one knows before reading: which questions, and which sections that spares."""
