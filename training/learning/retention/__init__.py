"""Which answers are kept, and which may be taken away."""
