"""What Human Resources has set so that somebody can take their training; never why."""
