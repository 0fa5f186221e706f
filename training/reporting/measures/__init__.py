"""What training brought, each figure by what it is: attended, knew then, knew later, drilled."""
