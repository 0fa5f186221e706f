"""Questions whose key was corrected, and which of their earlier texts that is meant for."""
