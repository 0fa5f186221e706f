"""What somebody shows besides their password: a code of an app, a passkey, a recovery code."""
