"""Whatever bytes are sent, each parser reads or refuses them, and soon.

What was ever found is tried again. A fiftieth of the fuzzing runs each time, all by `make drill`.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.strategies import blocks, modules
from tests.fuzz import fuzzing
from tests.fuzz.fuzzing import Failure, failure, fuzz, keep, kept
from tests.fuzz.mutating import TOKENS
from tests.fuzz.targets import TARGETS, Target
from training.errors import InputRefused

FULL = os.environ.get("DRILL") == "1"
MINUTES = 10.0
BY_NAME = {each.name: each for each in TARGETS}
SOUP = st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=6)), max_size=60).map("".join)
"""Signs that mean something, in any order."""


@pytest.mark.parametrize(("target", "raw"), kept())
def test_what_was_found_once_is_read_or_refused_now(target: str, raw: bytes) -> None:
    found = failure(BY_NAME[target], raw)
    assert found is None, found and found.said


@pytest.mark.drill
def test_changed_files_are_read_or_refused() -> None:
    said: list[str] = []
    seconds = MINUTES * 60 if FULL else MINUTES * 60 / 50
    assert fuzz(seconds, 1, said.append) == [], said


@pytest.mark.parametrize(
    "target", [each for each in TARGETS if each.text], ids=lambda each: each.name
)
@settings(
    max_examples=500 if FULL else 10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(text=st.one_of(SOUP, blocks(), modules()))
def test_any_words_and_signs_are_read_or_refused(target: Target, text: str) -> None:
    found = failure(target, text.encode("utf-8", "surrogatepass"))
    assert found is None, found and found.said


def test_the_fuzzer_finds_what_there_is_to_be_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fragile(raw: bytes) -> None:
        if raw.count(b"a") > 50:
            raise KeyError("x")
        raise InputRefused("This is not read.")

    def slow(_raw: bytes) -> None:
        while True:
            pass

    monkeypatch.setattr(fuzzing, "TARGETS", (Target("mail", fragile),))
    monkeypatch.setattr(fuzzing, "FOUND", tmp_path)
    (found,) = fuzz(1, 1, lambda _text: None)
    assert 50 < found.raw.count(b"a") <= len(found.raw) < 2_000
    keep(found)
    assert kept() == [("mail", found.raw)]
    monkeypatch.setattr(fuzzing, "MOST_SECONDS", 0.1)
    late = failure(Target("mail", slow), b"")
    assert isinstance(late, Failure)
    assert "TooSlow" in late.said
