"""What others agreed on, and we keep to: a folder or file for each standard."""
