"""What a text that is not published yet would ask of whom."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, move
from tests.reporting.certified import certify_on
from tests.retraining import label
from tests.small_content import MODULE, SUPPLEMENT, write_root
from tests.staff import ask, counted, hire, publish_core
from training.assignments.owed.queries import proposed_publication
from training.assignments.owing.debts import Owes
from training.content.edition import Edition
from training.content.labels import Labelled
from training.content.ready import ready
from training.content.tree import read_tree
from training.reporting.impact.counting import Impact, impact

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
HELLO = MODULE.replace("Greet people.", "Greet everybody who comes in.")


@pytest.fixture(autouse=True)
def _published(db: Session, cast: Cast, tmp_path: Path) -> None:
    """Everybody must know it; Lee of the library and Max of transit do."""
    publish_core(db, tmp_path)
    ask(db)
    certify_on(db, cast.lee, cast.library)
    certify_on(db, cast.max, cast.transit)


def foreseen(
    db: Session,
    folder: Path,
    *labels: list[Labelled],
    module: str = HELLO,
    supplement: str = SUPPLEMENT,
) -> Impact:
    root = write_root(folder / "next", module=module)
    (root / "modules/basics/departments/public-library.md").write_text(supplement, "utf-8")
    tree = ready(read_tree(root))
    package = next(each for each in tree.packages if each.slug == "basics")
    text = tree.modules["basics"]
    rows = [row for each in labels for row in each]
    wanted = proposed_publication(package, text, rows, number=2, at=NOW)
    edition = Edition("basics", package.sha256, text)
    return impact(db, wanted, edition, now=NOW, today=TODAY)


def by_department(found: Impact) -> dict[str, tuple[int, int, int]]:
    return {row.department.slug: (row.asked, row.nothing, row.never) for row in found.rows}


def test_those_who_know_it_are_asked_and_those_who_never_took_it_are_told_apart(
    db: Session, tmp_path: Path
) -> None:
    found = foreseen(db, tmp_path, label("reread", "before"))
    assert by_department(found) == {
        "abq-ride": (1, 0, 0),
        "public-library": (1, 0, 1),
        "equity-inclusion": (0, 0, 2),
    }
    assert (found.asked, found.departments, found.nothing, found.never) == (2, 2, 0, 3)
    assert (found.minutes, found.rows[0].questions) == (1.0, (0, 0))
    (part,) = found.rows[0].parts
    assert all(found.is_asked_all(row) for row in found.rows if row.asked)
    assert found.parts[0].people == 2
    assert (part.part, part.owes, part.people) == ("section:before", Owes.REREAD, 1)


@on_sqlite
def test_wording_asks_nobody_for_anything(db: Session, tmp_path: Path) -> None:
    found = foreseen(db, tmp_path, label("wording", "before"))
    assert (found.asked, found.departments, found.nothing, found.minutes) == (0, 0, 2, 0.0)


@on_sqlite
def test_a_change_without_a_label_counts_as_to_be_read_again(db: Session, tmp_path: Path) -> None:
    assert foreseen(db, tmp_path).rows[0].parts[0].owes is Owes.REREAD


@on_sqlite
def test_a_test_brings_the_questions_that_cover_it_and_their_minutes(
    db: Session, tmp_path: Path
) -> None:
    found = foreseen(db, tmp_path, label("retest", "before"))
    row = found.rows[0]
    assert row.parts[0].owes is Owes.RETEST
    assert row.questions == (2, 2)
    assert row.minutes == 1.5


@on_sqlite
def test_a_supplement_concerns_its_own_department(db: Session, tmp_path: Path) -> None:
    told = SUPPLEMENT.replace("private", "confidential")
    found = foreseen(
        db,
        tmp_path,
        label("reread", "before", department="public-library"),
        module=MODULE,
        supplement=told,
    )
    assert by_department(found)["public-library"] == (1, 0, 1)
    assert by_department(found)["abq-ride"] == (0, 1, 0)


def test_who_neither_holds_nor_must_hold_a_certificate_is_not_counted(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    ask(db, "public-library")
    move(db, cast.max, cast.transit, active=False, since=TODAY)
    found = foreseen(db, tmp_path, label("reread", "before"))
    assert by_department(found) == {"public-library": (1, 0, 1)}


@on_sqlite
def test_divisions_count_with_their_department(db: Session, cast: Cast, tmp_path: Path) -> None:
    (one,) = hire(db, cast.early_head_start, 1)
    certify_on(db, one, cast.early_head_start)
    found = foreseen(db, tmp_path, label("reread", "before"))
    assert by_department(found)["youth-family-services"] == (1, 0, 0)


def test_statements_do_not_grow_with_people(db: Session, cast: Cast, tmp_path: Path) -> None:
    foreseen(db, tmp_path)
    with counted(db.get_bind().engine) as few:
        foreseen(db, tmp_path)
    for each in hire(db, cast.transit, 12):
        certify_on(db, each, cast.transit)
    with counted(db.get_bind().engine) as many:
        assert foreseen(db, tmp_path).asked == 14
    assert len(few) == len(many)
