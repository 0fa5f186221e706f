"""What the author of a text is asked before it is published: a label for each change."""
