"""`training content preview`: the working copy in a browser of this machine."""
