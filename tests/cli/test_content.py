import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.cast import grant, the_cast
from tests.content.roots import MODULE, QUIZ, write
from training import migrations
from training.cli.content import content
from training.cli.context import Context
from training.config import Config
from training.db import Database
from training.errors import InputRefused, NotReady

WORDING = ("--label", "wording", "--reason", "It means the same.")
LATER = "2999-12-31"


def run(root: Path, *words: str) -> Result:
    """The group on its own, its errors as they are raised."""
    config = Config(instance=root, content=root)
    ctx = Context(config, create_app=_no_app)
    return CliRunner().invoke(content, list(words), obj=ctx)


def _no_app() -> Flask:
    raise NotReady("There is no app in these tests.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content root with a database beside it, the cast in it."""
    write(tmp_path)
    database = Database(Config(instance=tmp_path).database)
    migrations.upgrade(database)
    with database.writing() as db:
        grant(db, the_cast(db).lia, "legal")
        db.commit()
    database.dispose()
    return tmp_path


def test_check_says_that_nothing_is_wrong(root: Path) -> None:
    result = run(root, "check")
    assert result.exit_code == 0
    assert "nothing is wrong" in result.output


def test_check_names_every_problem(root: Path) -> None:
    write(root, {"modules/basics/module.md": MODULE.replace("[^S1]", "[^S9]")})
    result = run(root, "check")
    assert result.exit_code == 1
    assert result.output.startswith("modules/basics/module.md:11: nothing is defined for “[^S9]”")


def test_publish_and_approve_say_what_became_of_it(root: Path) -> None:
    said = run(root, "publish", "--by", "1001").output
    assert "basics: revision 1, " in said
    assert "pilot until legal, oei approve" in said
    assert "basics: unchanged" in run(root, "publish").output
    read = said.split("basics: revision 1, ")[1][:12]
    approve = ("approve", "basics", "--hash", read, "--as")
    refused = run(root, *approve, "legal", "--by", "1004")
    assert "Max Mover (1004) does not hold the role “legal”" in str(refused.exception)
    first = run(root, *approve, "legal", "--by", "1003").output
    assert "approved as legal; still waiting for oei" in first
    second = run(root, *approve, "oei", "--by", "1005").output
    assert "approved as oei; no longer a pilot" in second


def test_somebody_unknown_cannot_approve(root: Path) -> None:
    read = run(root, "publish").output.split("basics: revision 1, ")[1][:12]
    result = run(root, "approve", "basics", "--hash", read, "--as", "oei", "--by", "9999")
    assert "Nobody has the employee number “9999”" in str(result.exception)


@pytest.mark.parametrize(
    ("read", "said"), [("0000000000", "No text of “basics”"), ("abc", "8 signs")]
)
def test_only_the_text_that_was_read_can_be_approved(root: Path, read: str, said: str) -> None:
    run(root, "publish")
    result = run(root, "approve", "basics", "--hash", read, "--as", "oei", "--by", "1005")
    assert said in str(result.exception)


def test_what_was_published_comes_out_again(root: Path, tmp_path: Path) -> None:
    run(root, "publish")
    write(root, {"modules/basics/module.md": MODULE.replace("Greet people.", "Wave.")})
    run(root, "publish", *WORDING)
    said = run(root, "export", "basics@1", str(tmp_path / "one")).output
    assert said.startswith("basics: revision 1, ")
    assert (tmp_path / "one/modules/basics/module.md").read_text("utf-8") == MODULE
    assert (
        "all that is in force: 6 files"
        in run(root, "export", "--all", str(tmp_path / "all")).output
    )
    assert (tmp_path / "all/modules/basics/module.md").read_bytes() == (
        root / "modules/basics/module.md"
    ).read_bytes()
    assert run(root, "export", "basics@1").exit_code == 2
    refused = run(root, "export", "--all", str(tmp_path / "all"))
    assert "is not empty" in str(refused.exception)


def test_differences_are_said_between_revisions_and_folders(root: Path, tmp_path: Path) -> None:
    run(root, "publish")
    write(root, {"modules/basics/module.md": MODULE.replace("Greet people.", "Wave.")})
    said = run(root, "diff", "basics@1", str(root)).output
    assert "Changed: section before “Before”\n  Was: Greet people." in said
    run(root, "publish", *WORDING)
    assert run(root, "diff", "basics@1", "basics").output == said
    assert run(root, "diff", "basics", str(root)).output == "Nothing differs.\n"
    assert run(root, "diff", str(root), str(root)).output == "Nothing differs.\n"
    gone = write(tmp_path / "gone")
    for path in ("modules/basics/module.md", "quizzes/basics.md", "certificates/core.md"):
        (gone / path).unlink()
    removed = run(root, "diff", "basics", str(gone)).output
    assert removed == "basics\nRemoved: the whole module\n"
    assert "no revision 7" in str(run(root, "diff", "basics@7", "basics").exception)


def test_a_new_part_that_reads_like_an_old_one_is_asked_about(root: Path) -> None:
    run(root, "publish")
    again = " ".join(f"word{n}" for n in range(20))
    write(root, {"modules/basics/module.md": MODULE.replace("Greet people.", again)})
    run(root, "publish", *WORDING)
    copied = MODULE.replace("Greet people.", again) + f"\n## Copy {{#copy}}\n\n{again}\n"
    write(root, {"modules/basics/module.md": copied})
    assert "write {#copy was=before}" in run(root, "publish").output
    said = run(root, "publish", "--label", "reread", "--reason", "New.", "--due", LATER).output
    assert "basics: revision 3" in said
    assert "write {#copy was=before}" in said


def test_a_changed_text_is_published_when_it_is_said_what_it_asks(
    root: Path, tmp_path: Path
) -> None:
    run(root, "publish")
    quiz = QUIZ.replace("### What comes last?", "### What comes last of all?")
    changed = MODULE.replace("Greet people.", "Wave.")
    write(root, {"modules/basics/module.md": changed, "quizzes/basics.md": quiz})
    refused = run(root, "publish")
    assert refused.exit_code == 1
    assert "nobody has said what this change to “Before” asks" in str(problems_of(refused))
    form = refused.output
    assert "## modules/basics/module.md#before\n> “Before”\n> section before, everybody" in form
    file = tmp_path / "labels.md"
    file.write_text(filled(form, "retest", "It is the law.", LATER), encoding="utf-8")
    assert "no due date" in str(problems_of(run(root, "publish", "--labels", str(half(file)))))
    said = run(root, "publish", "--labels", str(file)).output
    assert "basics: revision 2, " in said
    with closing(sqlite3.connect(root / "training.sqlite")) as kept:
        rows = kept.execute("SELECT part, label, reason, due FROM training_change ORDER BY id")
        assert rows.fetchall() == [
            ("section:before", "retest", "It is the law.", LATER),
            ("item:last", "retest", "It is the law.", LATER),
        ]


def filled(form: str, label: str, reason: str, due: str) -> str:
    """The form with the same words for each cause."""
    told = {"Label:": label, "Reason:": reason, "Due:": due}
    lines = (f"{each} {told[each]}" if each in told else each for each in form.splitlines())
    return "\n".join(lines)


def half(file: Path) -> Path:
    """The form with one day left out."""
    other = file.with_name("half.md")
    other.write_text(file.read_text("utf-8").replace(f"Due: {LATER}", "Due:", 1), "utf-8")
    return other


def problems_of(result: Result) -> list[str]:
    """What was wrong, a line each."""
    assert isinstance(result.exception, InputRefused)
    return [str(each) for each in result.exception.problems]
