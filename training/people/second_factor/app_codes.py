"""The codes of an authenticator app: RFC 6238 with SHA-1, six digits, a new one each 30 seconds."""

import re
from datetime import datetime
from hmac import compare_digest

import pyotp

STEP = 30  # seconds
DIGITS = 6
SKEW = 1
"""Steps that a phone's clock may be early or late."""
CODE = re.compile(r"\d{6}", re.ASCII)


def new_secret() -> str:
    """A secret of 160 bits as apps take it, in Base32."""
    return pyotp.random_base32()


def app_address(secret: str, *, name: str, city: str) -> str:
    """The `otpauth://` address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=city.replace(":", " "))


def squeezed(typed: str) -> str:
    """A code as typed, without what people put between digits."""
    return re.sub(r"[\s-]+", "", typed)


def is_app_code(typed: str) -> bool:
    """Whether what was typed looks like a code of an app, rather than a recovery code."""
    return CODE.fullmatch(squeezed(typed)) is not None


def step_of(secret: str, typed: str, *, after: int | None, now: datetime) -> int | None:
    """The time step whose code was typed; none for a wrong one and one that was used.

    `after` is the last step used; that one and those before it are refused.
    """
    code, here = squeezed(typed), int(now.timestamp()) // STEP
    found = None
    for step in range(here - SKEW, here + SKEW + 1):
        # Each is compared, so that the time tells nothing.
        same = compare_digest(pyotp.TOTP(secret).generate_otp(step).encode(), code.encode())
        if same and (after is None or step > after):
            found = step
    return found
