"""A signed head says what had happened by then, and nobody else can make one."""

import pytest

from training.audit.head import Head, new_key, public_key, read_head, sign
from training.errors import InputRefused

HEAD = Head(7, "a" * 64, 120, "2026-11-23T16:00:00+00:00")


def test_a_head_is_read_back() -> None:
    key = new_key()
    assert read_head(sign(HEAD, key) + "\n", key) == HEAD
    assert '"d"' not in public_key(key)


def test_another_keys_head_and_a_changed_one_are_refused() -> None:
    key = new_key()
    header, payload, signature = sign(HEAD, key).split(".")
    for text in (
        sign(HEAD, new_key()),
        f"{header}.{payload[:-4]}AAAA.{signature}",
        f"{header}.{payload}.",
        "nothing",
        "",
    ):
        with pytest.raises(InputRefused, match="not a head"):
            read_head(text, key)
