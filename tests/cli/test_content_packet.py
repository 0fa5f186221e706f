"""`training content packet`: packets from the folder and from the database."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from tests.cast import grant, the_cast
from tests.cli.content import run
from tests.content.roots import MODULE, write
from training import migrations
from training.config import Config
from training.content.comments.service import comment
from training.content.queries import in_force
from training.db import Database
from training.errors import InputRefused, NotFound


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


def words(root: Path, kind: str) -> str:
    """All words of the newest packet of that kind, without spaces."""
    (path,) = (root / "out").glob(f"*.{kind}")
    raw = BytesIO(path.read_bytes())
    if kind == "pdf":
        text = " ".join(each.extract_text() for each in PdfReader(raw).pages)
    else:
        text = " ".join(each.text for each in docx.Document(raw).paragraphs)
    return re.sub(r"\s+", "", text)


def publish(root: Path) -> str:
    """Publish the folder; the hash of the module."""
    wording = ("--label", "wording", "--reason", "It means the same.")
    assert run(root, "publish", "--by", "1001", *wording).exit_code == 0
    database = Database(Config(instance=root).database)
    with database.reading() as db:
        revision = in_force(db, "module", "basics")
        assert revision is not None
        sha256 = revision.sha256
    database.dispose()
    return sha256


def test_a_packet_of_the_folder_needs_no_database(tmp_path: Path) -> None:
    write(tmp_path)
    result = run(tmp_path, "packet", "--to", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert "Modules written: 1 of 1" in result.output
    assert re.search(r"basics-[0-9a-f]{12}: \.pdf of \d+ pages, and \.docx", result.output)
    assert "Writedownwhathappened." in words(tmp_path, "pdf")
    assert "Writedownwhathappened." in words(tmp_path, "docx")
    assert not list(tmp_path.glob("*.db"))


def test_a_folder_with_mistakes_gives_no_packet(tmp_path: Path) -> None:
    write(tmp_path, {"modules/basics/module.md": MODULE.replace("[^S1]", "[^S9]")})
    result = run(tmp_path, "packet", "--to", str(tmp_path / "out"))
    assert isinstance(result.exception, InputRefused)
    assert not (tmp_path / "out").exists()


def test_an_unknown_module_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    result = run(tmp_path, "packet", "basic", "--to", str(tmp_path / "out"))
    assert isinstance(result.exception, NotFound)
    assert "“basic”" in str(result.exception)


def test_before_any_approval_nothing_is_marked(root: Path) -> None:
    publish(root)
    result = run(root, "packet", "basics", "--to", str(root / "out"), "--since-approval")
    assert "nobody has approved any text yet, so nothing is marked" in result.output
    assert "Against" not in words(root, "pdf")


def test_the_redline_is_against_the_last_approval(root: Path) -> None:
    sha256 = publish(root)
    approved = run(
        root, "approve", "basics", "--hash", sha256[:12], "--as", "legal", "--by", "1003"
    )
    assert approved.exit_code == 0, approved.output
    for greeting in ("Greet everybody.", "Greet everyone kindly."):
        write(root, {"modules/basics/module.md": MODULE.replace("Greet people.", greeting)})
        if greeting == "Greet everybody.":
            publish(root)
    result = run(root, "packet", "--to", str(root / "out"), "--since-approval")
    assert result.exit_code == 0, result.output
    for kind in ("pdf", "docx"):
        assert "Greet[-people-][+everyonekindly+]." in words(root, kind)
    assert f"Againstrevision1({sha256[:12]}),approvedbylegalon" in words(root, "pdf")


def test_a_packet_of_what_is_published_leaves_remarks_and_the_folder_out(root: Path) -> None:
    sha256 = publish(root)
    database = Database(Config(instance=root).database)
    with database.writing() as db:
        path = "modules/basics/module.md"
        about = {"sha256": sha256, "path": path, "line": 11, "by": 3, "roles": {"legal"}}
        now = datetime(2026, 11, 2, tzinfo=UTC)
        secret = "Privileged: we might lose this."
        comment(db, "module", "basics", text=secret, privileged=True, now=now, **about)
        comment(db, "module", "basics", text="An open remark.", privileged=False, now=now, **about)
        db.commit()
    database.dispose()
    write(root, {"modules/basics/module.md": MODULE.replace("Greet people.", "Greet nobody.")})
    result = run(root, "packet", "--to", str(root / "out"), "--from-database")
    assert result.exit_code == 0, result.output
    for kind in ("pdf", "docx"):
        text = words(root, kind)
        assert "Greetpeople." in text
        assert "nobody" not in text
        assert "Privileged" not in text
        assert "remark" not in text
    assert f"Revision1;itshashbegins{sha256[:12]}" in words(root, "pdf")
