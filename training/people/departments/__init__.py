"""The units of the City, and whom they turn to."""
