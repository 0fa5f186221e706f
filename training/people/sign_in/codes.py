"""Single-use codes, typed from a printed slip or followed in a mail."""

import secrets
from datetime import timedelta
from hashlib import sha256

ACTIVATION = "activation"
RESET = "reset"
KINDS = (ACTIVATION, RESET)
"""The first sign-in, and a new password in place of a forgotten one; issuers of identities."""

LETTERS = "346789ACDEFGHJKMNPQRTVWXY"
"""Of those taken for one another on paper (0 and O, 1 and I, 2 and Z, 8 and B) one at most."""
GROUPS, IN_A_GROUP = 4, 4
"""16 of 25 letters are 74 bits."""

MAIL_LASTS = {ACTIVATION: timedelta(days=7), RESET: timedelta(hours=1)}
SLIP_LASTS = {ACTIVATION: timedelta(days=14), RESET: timedelta(days=3)}


def new_code() -> str:
    """A code as it is printed, such as `K7QD-3XHW-99AC-TRMV`."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def code_hash(typed: str) -> str:
    """What is kept of a code, however its groups are typed."""
    letters = "".join(each for each in typed.upper() if each.isalnum())
    return sha256(letters.encode()).hexdigest()
