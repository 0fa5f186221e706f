"""Whatever is sent takes two seconds and 256 MB at most, and is answered in words."""

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.content.roots import FILES, MODULE
from tests.hostile.bombs import BOMBS
from tests.hostile.roots import picture
from training.content import bounded, bounded_child
from training.content.archive import unpack
from training.content.bounded import read_bounded
from training.content.source import Report, read_source
from training.errors import InputRefused
from training.web.publishing.reading_drafts import read_draft

ROOT = {path: text.encode() for path, text in FILES.items()}
HARMLESS = {
    "a footnote that cites itself",
    "a large picture of another kind",
    "a photo of twenty million",
    "a drawing of one line",
    "a drawing with a style",
    "facts that nearly are some",
    "sources",
    "departments",
    "acts",
    "questions",
    "terms on terms",
    "a mail",
    "quiz: deep quotes",
}
"""What is strange and large and yet a text, a list or a picture as an author may have it."""
SWIFT = ("a line of 50 MB", "a drawing with laughs", "a zip that overlaps itself", "settings")
FULL = os.environ.get("DRILL") == "1"


@pytest.mark.drill
def test_every_bomb_is_answered_within_two_seconds_and_256_megabytes() -> None:
    names = list(BOMBS) if FULL else [*list(BOMBS)[::4], *SWIFT]
    command = [sys.executable, "-m", "tests.hostile.measuring", *names]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["name"] for each in found] == names
    # Preparing what is sent, and ending, are counted too.
    assert [each for each in found if each["seconds"] > 2.3 or each["megabytes"] > 256] == []
    answers = ("refused", "problems", "killed: takes too", "fine")
    assert [each for each in found if not each["answer"].startswith(answers)] == []
    fine = {each["name"] for each in found if each["answer"] == "fine"}
    assert {each for each in fine if not each.startswith("module: ")} <= HARMLESS


def test_a_text_that_takes_too_long_is_killed_and_the_author_told_which(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = BOMBS["module: instructions and declarations"]()
    assert isinstance(slow, dict)
    with pytest.raises(InputRefused, match="“modules/basics” cannot be read") as refused:
        read_bounded(slow)
    assert str(refused.value.problems[0]) == (
        "modules/basics: takes too long to read; make its parts smaller, or split it"
    )
    work = read_draft(slow)
    assert not work.packages
    assert [each.path for each in work.faults] == ["modules/basics"]
    monkeypatch.setattr(bounded, "PATIENCE", 0.01)
    with pytest.raises(InputRefused, match="cannot be read"):
        read_bounded(ROOT)


def test_a_process_that_takes_too_much_memory_is_ended_and_the_author_told_where() -> None:
    script = "from training.content.bounded_child import bound; bound(); bytes(256_000_000)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr
    refused = bounded._over(bounded_child.OUT_OF_MEMORY, {"at": "modules/basics"})
    assert "modules/basics: takes too much memory" in str(refused.problems[0])


def test_a_content_root_is_read_as_it_would_be_here() -> None:
    assert read_bounded(ROOT).faults == ()
    wrong = ROOT | {"modules/basics/module.md": MODULE.replace("[^S1]", "[^S9]").encode()}
    (problem,) = read_bounded(wrong).problems
    assert str(problem).startswith("modules/basics/module.md:11: nothing is defined for “[^S9]”")


def test_pictures_that_are_in_force_are_not_looked_at_again() -> None:
    shown = picture(b"no drawing", "x.svg")
    found = read_bounded(ROOT | shown, new={"modules/basics/module.md"}).problems
    assert not [each for each in found if "x.svg" in each.where]
    found = read_bounded(ROOT | shown).problems
    assert [each for each in found if "x.svg" in each.where]


def test_signs_that_turn_words_around_are_refused() -> None:
    report = Report("x.md")
    assert read_source("x.md", "Sign \u202eyes\u202c here.".encode(), report) is None
    assert "an invisible character (U+202E)" in str(report.problems[0])


def test_nothing_of_a_zip_reaches_a_disk_or_a_place_outside(tmp_path: Path) -> None:
    for name in ("a zip that climbs out", "a zip from the top", "a zip from another system"):
        sent = BOMBS[name]()
        assert isinstance(sent, bytes)
        assert zipfile.is_zipfile(BytesIO(sent))
        with pytest.raises(InputRefused) as refused:
            unpack("x.zip", sent)
        assert "is not a place in a content root" in str(refused.value.problems[0])
    assert list(tmp_path.iterdir()) == []
