"""The cards: what to do right now, a few lines each."""
