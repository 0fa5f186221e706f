from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW
from tests.content.roots import FILES, LIBRARY, SPANISH, write
from training.content.export import write_root
from training.content.queries import (
    all_in_force,
    in_force,
    named_revision,
    revision,
    revisions,
    source_files,
    working_files,
)
from training.content.tree import FOLDERS, check_tree, read_tree
from training.errors import InputRefused, NotFound, NotReady
from training.flows.publish import publish_tree

MORE = {
    LIBRARY: "## At the desk {#desk in=before}\n\nLibrary cards are private.\n",
    SPANISH: "## Antes {#before}\r\n\r\nSalude.[^S1]\r\n",
    "city/mail/hello.md": "---\nsubject: Hello\n---\n\nHello {name}.\n",
}
KINDS = ("module", "certificate", "city")


def test_every_revision_exports_to_files_that_hash_the_same(db: Session, tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    publish_tree(db, root, by=None, now=NOW)
    for kind in KINDS:
        for each in all_in_force(db, kind):
            folder = tmp_path / kind / each.slug
            write_root(folder, source_files(db, each))
            packages = {(p.kind, p.slug): p for p in read_tree(folder).packages}
            assert packages[kind, each.slug].sha256 == each.sha256


def test_the_whole_root_comes_out_of_the_database_byte_for_byte(
    db: Session, tmp_path: Path
) -> None:
    source = write(tmp_path / "source", MORE)
    publish_tree(db, source, by=None, now=NOW)
    write_root(tmp_path / "out", working_files(db))
    assert _files(tmp_path / "out") == _files(source)
    assert check_tree(read_tree(tmp_path / "out")) == []
    again = publish_tree(db, tmp_path / "out", by=None, now=NOW)
    assert not any(each.changed for each in again)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(InputRefused, match="is not empty"):
        write_root(tmp_path, {})
    assert [each.name for each in tmp_path.iterdir()] == ["note.txt"]


@pytest.mark.parametrize("path", ["../evil.md", "city/../../evil.md", "/etc/evil", "evil.md", ""])
def test_nothing_is_written_outside_a_content_root(tmp_path: Path, path: str) -> None:
    with pytest.raises(InputRefused, match="leads out"):
        write_root(tmp_path / "out", {"city/fine.md": b"", path: b"evil"})
    assert not (tmp_path / "out").exists()


def test_revisions_are_found_by_name_and_number(db: Session, tmp_path: Path) -> None:
    publish_tree(db, write(tmp_path), by=None, now=NOW)
    write(tmp_path, {"modules/basics/module.md": FILES["modules/basics/module.md"] + "\nMore.\n"})
    publish_tree(db, tmp_path, by=None, now=NOW)
    assert [each.number for each in revisions(db, "module", "basics")] == [2, 1]
    assert named_revision(db, "basics").number == 2
    assert named_revision(db, "module:basics@1") is revision(db, "module", "basics", 1)
    assert named_revision(db, "city").kind == "city"
    for name in ("basics@3", "basics@one", "basics@99999999999", "elsewhere", "city:basics"):
        with pytest.raises(NotFound):
            named_revision(db, name)


def test_without_the_city_s_files_there_is_no_whole_root(db: Session) -> None:
    assert in_force(db, "city", "city") is None
    with pytest.raises(NotReady, match="publish the whole folder once"):
        working_files(db)


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
