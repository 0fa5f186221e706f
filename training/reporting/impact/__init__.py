"""What a text that is not published yet would ask of whom, counted and never per person."""
