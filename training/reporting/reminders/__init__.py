"""Who is to be reminded of what on a day, what a mail then says, and what was sent."""
