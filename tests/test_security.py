"""The threat model names tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODEL = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py(?:::\w+)?)`", MODEL)))
PEERS = (
    "Reads across departments",
    "Answers leak",
    "Stored XSS",
    "Zip slip",
    "CSRF",
    "Open redirects",
    "Spreadsheet formulas",
    "Host header",
    "Session fixation",
    "Log leaks",
)


@pytest.mark.parametrize("name", NAMED)
def test_a_named_test_exists(name: str) -> None:
    path, _, function = name.partition("::")
    source = (ROOT / path).read_text("utf-8")
    assert not function or re.search(rf"^def {function}\(", source, re.MULTILINE)


@pytest.mark.parametrize("threat", PEERS)
def test_what_hit_peers_is_in_the_threat_model(threat: str) -> None:
    assert f"**{threat}**" in MODEL


def test_every_threat_that_exists_has_a_test() -> None:
    rows = re.findall(r"^\| \*\*.*\|$", MODEL, re.MULTILINE)
    assert len(rows) > 15
    bare = [each for each in rows if "`tests/" not in each and "does not exist" not in each]
    assert bare == []
