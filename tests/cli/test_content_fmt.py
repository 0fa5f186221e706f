"""`training content fmt` and `training content fresh`."""

from pathlib import Path

import pytest

from tests.cli.content import run
from tests.content.roots import MODULE, SPANISH, write
from training.content.tree import check_tree, read_tree
from training.errors import NotFound

BASE = "modules/basics/module.md"
ENGLISH = MODULE.replace(" {#before}", "").replace("title: Basics", "title: Basics: all")
TRANSLATED = "## Antes {#before from=0123456789ab}\n\nSalude.\n\n## Después\n\nAnote.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {BASE: ENGLISH, SPANISH: TRANSLATED})


def text(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8")


def test_it_names_the_files_and_writes_them_once(root: Path) -> None:
    looked = run(root, "fmt", "--check")
    assert looked.exit_code == 1
    assert looked.output.splitlines() == [SPANISH, BASE, "2 files to write."]
    assert text(root, BASE) == ENGLISH
    written = run(root, "fmt")
    assert (written.exit_code, written.output.splitlines()[-1]) == (0, "2 files written.")
    assert 'title: "Basics: all"\n' in text(root, BASE)
    assert "## Before {#before}\n" in text(root, BASE)
    assert check_tree(read_tree(root)) == []
    assert run(root, "fmt", "--check").output == "Nothing to write.\n"


def test_it_keeps_to_the_files_it_is_given(root: Path) -> None:
    assert run(root, "fmt", SPANISH).output.splitlines()[0] == SPANISH
    assert text(root, BASE) == ENGLISH


def test_a_translator_confirms_what_the_english_says_now(root: Path) -> None:
    run(root, "fmt")
    part = f"{SPANISH}#before"
    refused = run(root, "fresh", part, say="n\n")
    assert refused.exit_code == 1
    assert "Greet people." in refused.output
    assert "Salude." in refused.output
    assert "from=0123456789ab" in text(root, SPANISH)
    before = text(root, SPANISH)
    assert "#before: from=" in run(root, "fresh", part, say="y\n").output
    assert "0123456789ab" not in text(root, SPANISH)
    assert len(text(root, SPANISH)) == len(before)
    assert "already" in run(root, "fresh", part, "--yes").output


@pytest.mark.parametrize("part", [SPANISH, f"{SPANISH}#nobody", f"{BASE}#before", "no.md#before"])
def test_what_is_made_from_nothing_cannot_be_confirmed(root: Path, part: str) -> None:
    assert isinstance(run(root, "fresh", part, "--yes").exception, NotFound)
