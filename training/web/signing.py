"""The keys that sign our tokens: the newest signs, and older ones are still accepted."""

from collections.abc import Iterable

from flask import Flask, current_app


def signing_keys(app: Flask | None = None) -> list[bytes]:
    """The app's key, then its `SECRET_KEY_FALLBACKS`, newest first; none where there is no key."""
    config = (app or current_app).config
    fallbacks: Iterable[str | bytes] = config.get("SECRET_KEY_FALLBACKS") or ()
    keys = [each for each in (config.get("SECRET_KEY"), *fallbacks) if each]
    return [each.encode() if isinstance(each, str) else each for each in keys]


def keys_for_signer() -> list[bytes]:
    """The same as itsdangerous wants them: it signs with the last."""
    return signing_keys()[::-1] or [b""]
