"""Who holds which role: looking, granting with a second person, renewing and ending."""
