"""What somebody is asked when they open a module that they finished before."""
