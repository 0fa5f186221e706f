"""Days on which nothing is asked of somebody: set by Human Resources, never with a reason."""
