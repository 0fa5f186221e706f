from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.reporting.measures.history import answers, asked, attempts, drill
from tests.staff import certify, counted, hire, publish_core
from training.assignments.owed.queries import CITY_ZONE
from training.db import Database
from training.reporting.measures.measures import Line, Measures, Share, measures


def seen(db: Session, within: frozenset[int] | None = None) -> Measures:
    return measures(db, within=within, today=TODAY, zone=CITY_ZONE)


def of(found: Measures, slug: str) -> Line:
    return next(
        each for each in found.departments if each.department and each.department.slug == slug
    )


def test_every_figure_is_counted_where_it_belongs(db: Session, cast: Cast, tmp_path: Path) -> None:
    publish_core(db, tmp_path)
    library = hire(db, cast.library, 12)
    small = hire(db, cast.early_head_start, 3)
    for each in (*library, *small):
        certify(db, each)
    certify(db, cast.max, issued=NOW - timedelta(days=400))
    attempts(db, library, passed=9)
    attempts(db, small, passed=0)
    asked(db, "2026-11", cast.library.id, library)
    asked(db, "2026-11", cast.youth.id, small)
    answers(db, "2026-10", cast.library.id, right=20, guessed_wrong=4, sure_wrong=6)
    answers(db, "2026-11", cast.library.id, right=8, guessed_wrong=0, sure_wrong=0)
    answers(db, "2026-11", None, right=0, guessed_wrong=2, sure_wrong=0)
    answers(db, "2025-11", cast.library.id, right=50, guessed_wrong=0, sure_wrong=0)
    drill(db, cast.library.id, headcount=7, done=["done", "prompted", "missed", "done"])
    drill(db, cast.early_head_start.id, headcount=2, done=["missed"])
    found = seen(db)
    assert found.since == date(2025, 12, 1)
    city = found.city
    assert city
    assert city.attended.completions == 15
    assert city.then == Share(9, 15)
    assert city.later
    assert (city.later.right, city.later.sure_wrong) == (Share(28, 40), Share(6, 40))
    assert city.later.right.percent == 70
    assert city.later.right.interval == (55, 82)
    assert city.later.response == Share(20, 15)
    library_line, youth_line = of(found, "public-library"), of(found, "youth-family-services")
    assert (library_line.attended.completions, youth_line.attended.completions) == (12, 3)
    # Three people are too few, and the others' figures would tell theirs.
    assert (library_line.then, youth_line.then) == (None, None)
    assert (library_line.later, youth_line.later) == (None, None)
    assert found.hidden
    assert library_line.drilled.steps == {"done": 2, "prompted": 1, "missed": 1}
    assert (youth_line.drilled.drills, youth_line.drilled.headcount) == (1, 2)
    # October alone would tell November's.
    assert found.months == (("2026-11", None),)


def test_a_department_is_shown_from_thirty_answers_on_to_its_liaison_too(
    db: Session, cast: Cast
) -> None:
    people = hire(db, cast.library, 20)
    asked(db, "2026-11", cast.library.id, people)
    answers(db, "2026-11", cast.library.id, right=24, guessed_wrong=2, sure_wrong=3)
    assert of(seen(db), "public-library").later is None
    answers(db, "2026-11", cast.library.id, right=1, guessed_wrong=0, sure_wrong=0)
    mine = seen(db, frozenset({cast.library.id}))
    (line,) = mine.departments
    assert line.later
    assert line.later.right == Share(25, 30)
    assert line.later.response == Share(15, 20)
    assert (mine.city, mine.months) == (None, ())
    ((month, later),) = seen(db).months
    assert (month, later) == ("2026-11", line.later)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_regraded_first_attempt_counts_as_it_is_scored_now(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    publish_core(db, tmp_path)
    people = hire(db, cast.library, 10)
    attempts(db, people, passed=4)
    attempts(db, people[-3:], passed=3, version=2)
    attempts(db, people, passed=10, number=2)
    city = seen(db).city
    assert city
    assert city.then == Share(7, 10)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_statements_do_not_grow(database: Database, db: Session, cast: Cast) -> None:
    with counted(database.engine) as none:
        seen(db)
    asked(db, "2026-11", cast.library.id, hire(db, cast.library, 20))
    for month in ("2026-09", "2026-10", "2026-11"):
        answers(db, month, cast.library.id, right=20, guessed_wrong=20, sure_wrong=20)
    with counted(database.engine) as many:
        found = seen(db)
    assert found.city
    assert found.city.later
    reads = [each for each in many if each.startswith("SELECT")]
    assert len(reads) == len(none) <= 8
