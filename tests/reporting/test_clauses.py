"""What rests on which clause, and who is certified on it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.reporting.certified import certify_on
from tests.small_content import MODULE, QUIZ, SUPPLEMENT, write_root
from tests.staff import counted, hire
from training.errors import NotFound
from training.flows.publish import publish_tree
from training.reporting.clauses.register import entry, register
from training.reporting.clauses.rules import natural

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
RESTING = MODULE.replace("Greet people.", "Policy: R-18-7 §10, R-18-7 §2\n\nGreet people.")
ASKING = QUIZ.replace("Covers: after\n\n- [ ] A g", "Covers: after\nPolicy: R-18-7 §2\n\n- [ ] A g")
ADDING = SUPPLEMENT.replace("in=before", "after=after").replace(
    "Library cards", "Policy: Law 9\n\nLibrary cards"
)


@pytest.fixture
def root(db: Session, cast: Cast, tmp_path: Path) -> Path:
    return publish(db, tmp_path)


def publish(db: Session, folder: Path, module: str = RESTING) -> Path:
    root = write_root(folder / "root", module=module, quiz=ASKING)
    (root / "modules/basics/departments/public-library.md").write_text(ADDING, "utf-8")
    publish_tree(db, root, by=None, now=NOW)
    return root


def people(db: Session) -> dict[str, int]:
    found = register(db, now=NOW, today=TODAY)
    return {each.clause: each.certified.people for each in found}


@on_sqlite
def test_clauses_stand_in_the_order_in_which_people_count(db: Session, root: Path) -> None:
    found = register(db, now=NOW, today=TODAY)
    assert [each.clause for each in found] == ["Law 9", "R-18-7 §2", "R-18-7 §10"]
    (rests,) = found[1].in_force
    assert (rests.revision.slug, rests.parts) == ("basics", ("section:before", "item:last"))


def test_people_count_once_for_a_clause_and_only_where_they_read_what_rests_on_it(
    db: Session, root: Path, cast: Cast
) -> None:
    certify_on(db, cast.lee, cast.library)
    certify_on(db, cast.max, cast.transit)
    certify_on(db, cast.olga, cast.oei, pilot=True)
    assert people(db) == {"Law 9": 1, "R-18-7 §2": 2, "R-18-7 §10": 2}
    found = entry(db, "Law 9", now=NOW, today=TODAY).certified
    assert dict(found.by_certificate) == {"core": 1}


@on_sqlite
def test_an_older_text_still_counts_and_is_told_from_what_is_in_force(
    db: Session, cast: Cast, root: Path, tmp_path: Path
) -> None:
    certify_on(db, cast.max, cast.transit)
    publish(db, tmp_path, MODULE)
    ten = entry(db, "R-18-7 §10", now=NOW, today=TODAY)
    assert (ten.in_force, len(ten.older), ten.certified.people) == ((), 1, 1)
    two = entry(db, "R-18-7 §2", now=NOW, today=TODAY)
    assert [each.parts for each in two.in_force] == [("item:last",)]
    with pytest.raises(NotFound):
        entry(db, "R-18-7 §3", now=NOW, today=TODAY)


def test_statements_do_not_grow_with_people(db: Session, cast: Cast, root: Path) -> None:
    certify_on(db, cast.lee, cast.library)
    people(db)
    with counted(db.get_bind().engine) as few:
        people(db)
    for each in hire(db, cast.transit, 20):
        certify_on(db, each, cast.transit)
    with counted(db.get_bind().engine) as many:
        assert people(db)["R-18-7 §2"] == 21
    assert len(few) == len(many)


def test_numbers_sort_as_numbers_and_words_whatever_their_capitals() -> None:
    clauses = ["ROA 9-5-1", "R-18-7 §10", "r-18-7 §2", "R-18-10", "R-18-7"]
    assert sorted(clauses, key=natural) == [
        "R-18-7",
        "r-18-7 §2",
        "R-18-7 §10",
        "R-18-10",
        "ROA 9-5-1",
    ]


@given(st.lists(st.text(max_size=20)))
def test_any_clauses_can_be_sorted(clauses: list[str]) -> None:
    sorted(clauses, key=natural)
