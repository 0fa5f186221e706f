"""Ways in: passwords, activation and reset codes, and the sessions that they begin."""
