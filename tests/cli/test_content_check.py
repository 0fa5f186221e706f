"""`training content check`: for people, for programs, for a pull request."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import authored
from tests.cli.content import run
from tests.content.roots import DEPARTMENTS, LIBRARY, MODULE, QUIZ, write
from training.cli.content.checking import MANY
from training.content.checkup import check_up
from training.content.tree import read_tree
from training.errors import NotFound

BASE = "modules/basics/module.md"
WRONG = {"quizzes/basics.md": QUIZ.replace("  > Yes.", "  > Yes.[^S9]")}
DOUBTFUL = {LIBRARY: "## Shelves {#shelves in=before}\n\nSee 8 U.S.C. 1373, 100%, :warning:\n"}
PENDING = {
    BASE: MODULE.replace(
        "Greet people.", "> [!IMPORTANT]\n> To be confirmed by OEI: who decides.\n\nGreet."
    )
}


def test_errors_come_first_with_their_trail_and_then_the_warnings(tmp_path: Path) -> None:
    said = run(write(tmp_path, {**WRONG, **DOUBTFUL}), "check")
    lines = said.output.splitlines()
    assert said.exit_code == 1
    assert lines[0].startswith("quizzes/basics.md:12: nothing is defined for “[^S9]”; ")
    assert lines[1] == "    in Anything › What comes first? › A greeting"
    assert lines[3] == "Worth a look, though it stops nothing:"
    assert lines[4].startswith(f"{LIBRARY}:3: “U.S.C” is named here without a footnote; ")
    assert lines[-1] == f"{tmp_path}: 1 error, 2 warnings."


def test_warnings_stop_nothing_unless_that_is_wanted(tmp_path: Path) -> None:
    root = write(tmp_path, DOUBTFUL)
    said = run(root, "check")
    assert (said.exit_code, said.output.splitlines()[-1]) == (0, f"{root}: it can be published.")
    assert run(root, "check", "--strict").exit_code == 1


def test_only_what_concerns_some_files_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, {**WRONG, **DOUBTFUL})
    assert "basics.md:12" not in run(root, "check", "modules").output
    assert run(root, "check", "modules", "city/sources.md").exit_code == 0
    assert run(root, "check", "quizzes/basics.md").exit_code == 1
    monkeypatch.chdir(root / "modules")
    assert LIBRARY in run(root, "check", "basics/departments").output
    assert isinstance(run(root, "check", "/etc/hosts").exception, NotFound)
    assert isinstance(run(root, "check", "no.md").exception, NotFound)


def test_programs_are_told_in_json(tmp_path: Path) -> None:
    told = json.loads(
        run(write(tmp_path, {**WRONG, **DOUBTFUL}), "check", "--format", "json").output
    )
    assert told["errors"] == [
        {
            "rule": "",
            "path": "quizzes/basics.md",
            "line": 12,
            "trail": ["Anything", "What comes first?", "A greeting"],
            "what": "nothing is defined for “[^S9]”",
            "remedy": told["errors"][0]["remedy"],
        }
    ]
    assert [each["rule"] for each in told["warnings"]] == [
        "law-without-footnote", "missing-supplement",
    ]  # fmt: skip


def test_a_pull_request_gets_annotations_at_files_as_it_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "content, ours", {**WRONG, **DOUBTFUL})
    monkeypatch.chdir(tmp_path)
    said = run(root, "check", "--format", "github").output.splitlines()
    assert said[0].startswith(
        "::error file=content%2C ours/quizzes/basics.md,line=12,"
        "title=Anything › What comes first? › A greeting::nothing is defined for “[^S9]”; "
    )
    assert said[1].startswith(f"::warning file=content%2C ours/{LIBRARY},line=3,title=Shelves::")


def test_what_oei_has_yet_to_confirm_is_listed(tmp_path: Path) -> None:
    root = write(tmp_path, PENDING)
    said = run(root, "check", "--pending")
    assert said.exit_code == 0
    assert said.output.splitlines() == [
        f"{BASE}:11: To be confirmed by OEI: who decides.",
        "    in Before",
        "1 to be confirmed.",
    ]
    assert run(root, "check", "--pending", "quizzes").output == "Nothing waits to be confirmed.\n"
    (told,) = json.loads(run(root, "check", "--pending", "--format", "json").output)
    assert (told["line"], told["trail"]) == (11, ["Before"])
    assert ",line=11::To be" in run(root, "check", "--pending", "--format", "github").output


def test_many_modules_are_checked_side_by_side_and_nothing_is_lost(tmp_path: Path) -> None:
    authored.write(tmp_path, MANY + 4)
    other: dict[str, str | bytes] = {
        "quizzes/module-0007.es.md": "### ¿Qué? {#nothing}\n\n- [x] A\n- [ ] B\n",
        "quizzes/nobodys.md": QUIZ,
        "modules/module-0009/images/map.png": b"no picture",
        LIBRARY: "## Shelves {#shelves in=before}\n\nSee [it](../../module-0001/module.md#no).\n",
    }
    text = (tmp_path / "modules/module-0003/module.md").read_text("utf-8")
    other["modules/module-0003/module.md"] = text.replace("[^F", "[^G", 1) + "\n8 U.S.C. 1373.\n"
    write(tmp_path, {**other, "city/departments.md": DEPARTMENTS + "\n## X {#x}\nCode: X\n"})
    told = subprocess.run(
        [sys.executable, "-m", "training", "content", "check", "--format", "json"],
        env=os.environ | {"TRAINING_CONTENT": str(tmp_path), "TRAINING_INSTANCE": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (1, b"")
    found = json.loads(told.stdout)
    alone = check_up(read_tree(tmp_path))
    assert [(each["path"], each["what"]) for each in found["errors"] + found["warnings"]] == [
        (each.path, each.what) for each in alone
    ]
    assert len(found["errors"]) >= 5
    assert len(found["warnings"]) >= MANY
