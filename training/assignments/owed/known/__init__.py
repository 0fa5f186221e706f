"""The texts that somebody knows, for showing what has changed since."""
