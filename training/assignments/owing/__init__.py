"""What a person owes after changes: pure rules over publications, credits and departments."""
