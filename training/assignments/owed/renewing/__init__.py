"""When a certificate is to be renewed by taking all of it again."""
