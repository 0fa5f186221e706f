"""Acts that need two people: one asks, another one agrees or refuses."""
