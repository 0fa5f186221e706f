"""The secret address at which somebody's own calendar asks what they have to do."""
