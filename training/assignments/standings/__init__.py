"""Where everybody stands with every certificate, at any instant, from what is on record."""
