"""What answers tell about the questions."""
