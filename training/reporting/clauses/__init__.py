"""Which texts rest on which clauses of law and policy, and who is certified on them."""
