from pathlib import Path

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.content.roots import LIBRARY, MODULE, tree
from training.audit import AuditEvent
from training.content import service
from training.content.models import Approval, Blob, Revision, RevisionPart
from training.content.packages import Package
from training.content.queries import (
    all_in_force,
    certificate_edition,
    in_force,
    missing_approvals,
    module_edition,
    source_files,
)
from training.content.service import approve, publish, restore
from training.db import Database
from training.errors import Conflict, InputRefused, NotFound
from training.people.models import Employee

DESK = "## At the desk {#desk in=before}\n\nLibrary cards are private.\n"


def packages(root: Path, module: str = MODULE) -> tuple[Package, ...]:
    return tree(root, {"modules/basics/module.md": module, LIBRARY: DESK}).packages


def test_publishing_makes_a_numbered_revision_that_holds_its_source(
    db: Session, tmp_path: Path
) -> None:
    module, certificate, _city = packages(tmp_path)
    published = publish(db, module, by=7, now=NOW)
    assert (published.changed, published.revision.number, published.revision.by) == (True, 1, 7)
    assert published.revision.sha256 == module.sha256
    assert source_files(db, published.revision) == dict(module.files)
    assert publish(db, certificate, by=7, now=NOW).revision.kind == "certificate"
    assert [each.slug for each in all_in_force(db, "module")] == ["basics"]
    rows = db.scalar(select(func.count()).select_from(RevisionPart))
    assert rows == len(module.parts)


def test_publishing_the_same_text_again_changes_nothing(db: Session, tmp_path: Path) -> None:
    first = publish(db, packages(tmp_path)[0], by=None, now=NOW)
    wrapped = MODULE.replace("Greet people. Your", "Greet people.\nYour")
    again = publish(db, packages(tmp_path, wrapped)[0], by=None, now=NOW)
    assert (again.changed, again.revision.id) == (False, first.revision.id)
    assert db.scalar(select(func.count()).select_from(AuditEvent)) == 1


def test_a_changed_text_is_the_next_revision_and_a_roll_back_the_one_after(
    db: Session, tmp_path: Path
) -> None:
    first = publish(db, packages(tmp_path)[0], by=None, now=NOW).revision
    changed = MODULE.replace("Greet people.", "Greet everybody.")
    second = publish(db, packages(tmp_path, changed)[0], by=None, now=NOW).revision
    third = publish(db, packages(tmp_path)[0], by=None, now=NOW).revision
    assert [each.number for each in (first, second, third)] == [1, 2, 3]
    assert third.sha256 == first.sha256
    latest = in_force(db, "module", "basics")
    assert latest is not None
    assert latest.number == 3


def test_of_two_publishers_at_once_the_second_is_told(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = packages(tmp_path)[0]
    with database.writing() as db:
        publish(db, package, by=None, now=NOW)
        db.commit()
    # What the slower one read before the faster one committed.
    monkeypatch.setattr(service, "in_force", lambda *_: None)
    with database.writing() as db:
        with pytest.raises(Conflict, match="at the same moment"):
            publish(db, package, by=None, now=NOW)
        db.rollback()
        assert db.scalar(select(func.count()).select_from(Revision)) == 1


def test_an_edition_is_read_in_one_statement_and_then_in_none(
    database: Database, tmp_path: Path
) -> None:
    unique = MODULE.replace("Greet people.", f"Greet all {database.dialect} people.")
    with database.writing() as db:
        for each in packages(tmp_path, unique):
            publish(db, each, by=None, now=NOW)
        db.commit()
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *each: statements.append(each[2]))
    with database.reading() as db:
        revision = in_force(db, "module", "basics")
        assert revision is not None
        first = module_edition(db, revision)
        assert len(statements) == 2
        assert module_edition(db, revision) is first
        assert len(statements) == 2
    assert "Library cards" in first.sections(("bookmobile", "library"), "en")[0].html
    assert first.sections(("library",), "en") is first.sections(("bookmobile", "library"), "en")


def test_an_edition_comes_from_the_database_and_not_from_the_working_copy(
    db: Session, tmp_path: Path
) -> None:
    local = MODULE.replace("Greet people.", "Greet them from the database.")
    revision = publish(db, packages(tmp_path, local)[0], by=None, now=NOW).revision
    (tmp_path / "modules/basics/module.md").unlink()
    (tmp_path / "city/sources.md").unlink()
    page = module_edition(db, revision).sections((), "en")[0]
    assert "Greet them from the database" in page.html
    assert "The handbook, 2026." in page.html
    assert page.sha256 in {
        each.sha256 for each in db.scalars(select(RevisionPart)) if each.part == "section:before"
    }


def test_a_lost_text_is_said(db: Session, tmp_path: Path) -> None:
    local = MODULE.replace("Greet people.", "Greet them and lose it.")
    revision = publish(db, packages(tmp_path, local)[0], by=None, now=NOW).revision
    db.execute(text("DELETE FROM training_blob"))
    with pytest.raises(NotFound, match=r"modules/basics/module\.md"):
        module_edition(db, revision)
    assert db.scalar(select(func.count()).select_from(Blob)) == 0


def test_a_certificate_is_read_as_published(db: Session, tmp_path: Path) -> None:
    certificate = packages(tmp_path)[1]
    edition = certificate_edition(db, publish(db, certificate, by=None, now=NOW).revision)
    assert edition.title("es") == "Core"
    assert edition.required_modules(("library",)) == ("basics",)
    assert edition.signed_by == "Director, OEI"
    assert edition.design == "landscape-letter"
    assert edition.body("en") == (
        "This certifies that **{name}** of {department} has completed {title} on {date}."
    )


def test_a_module_is_a_pilot_until_all_have_approved(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    revision = publish(db, packages(tmp_path)[0], by=None, now=NOW).revision
    assert missing_approvals(db, [revision.id]) == {revision.id: frozenset({"legal", "oei"})}
    given(db, revision, "legal", cast.ada)
    assert missing_approvals(db, [revision.id]) == {revision.id: frozenset({"oei"})}
    given(db, revision, "oei", cast.olga)
    assert missing_approvals(db, [revision.id]) == {revision.id: frozenset()}
    assert missing_approvals(db, []) == {}


def test_approving_twice_is_approving_once(db: Session, cast: Cast, tmp_path: Path) -> None:
    revision = publish(db, packages(tmp_path)[0], by=None, now=NOW).revision
    first = given(db, revision, "oei", cast.olga)
    assert given(db, revision, "oei", cast.olga) is first


def test_a_new_text_needs_approval_again_and_an_old_one_keeps_its_own(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    given(db, publish(db, packages(tmp_path)[0], by=None, now=NOW).revision, "oei", cast.olga)
    changed = MODULE.replace("Greet people.", "Greet everybody.")
    second = publish(db, packages(tmp_path, changed)[0], by=None, now=NOW).revision
    third = publish(db, packages(tmp_path)[0], by=None, now=NOW).revision
    missing = missing_approvals(db, [second.id, third.id])
    assert missing[second.id] == {"legal", "oei"}
    assert missing[third.id] == {"legal"}


def test_an_approval_nobody_asked_for_is_refused(db: Session, cast: Cast, tmp_path: Path) -> None:
    revision = publish(db, packages(tmp_path)[0], by=None, now=NOW).revision
    with pytest.raises(InputRefused) as refused:
        given(db, revision, "translator", cast.ada)
    assert "it needs legal, oei" in str(refused.value.problems[0])


def test_a_text_that_nobody_knows_cannot_be_approved(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound, match="Nobody has published or proposed “basics” as aaaa"):
        approve(db, "module", "basics", sha256="a" * 64, role="legal", by=cast.ada.id, now=NOW)


def test_an_older_text_comes_back_whole_and_with_its_approvals(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    first = publish(db, packages(tmp_path)[0], by=7, now=NOW).revision
    given(db, first, "legal", cast.ada)
    changed = packages(tmp_path, MODULE.replace("Greet people.", "Greet everybody."))[0]
    publish(db, changed, by=7, now=NOW)
    back = restore(db, first, by=8, second=9, reason="It was right.", now=NOW).revision
    assert (back.number, back.sha256, back.by, back.second) == (3, first.sha256, 8, 9)
    assert (back.manifest["reason"], back.manifest["restores"]) == ("It was right.", 1)
    assert source_files(db, back) == source_files(db, first)
    assert missing_approvals(db, [back.id])[back.id] == {"oei"}
    rows = select(RevisionPart.part, RevisionPart.sha256)
    parts = [
        sorted(tuple(row) for row in db.execute(rows.where(RevisionPart.revision_id == each.id)))
        for each in (first, back)
    ]
    assert parts[0] == parts[1] != []
    assert not restore(db, first, by=8, second=9, reason="Again.", now=NOW).changed


def given(db: Session, revision: Revision, role: str, who: Employee) -> Approval:
    read = revision.sha256
    return approve(db, revision.kind, revision.slug, sha256=read, role=role, by=who.id, now=NOW)
