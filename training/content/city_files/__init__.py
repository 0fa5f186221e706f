"""The City's own files as they are published: the words of mails, and the holidays."""
