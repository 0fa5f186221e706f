"""People named by employee numbers that somebody pasted from a list."""
