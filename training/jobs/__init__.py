"""The background: messages are claimed by lease, worded and sent, one at a time."""
