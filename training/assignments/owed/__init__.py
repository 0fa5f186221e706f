"""What people owe today: the rules of `assignments.owing` over what the database has on record."""
