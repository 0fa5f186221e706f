"""What people owe, by what the database has on record of publishing, completing and moving."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.cast import TODAY, Cast, move
from tests.retraining import Course, label
from tests.staff import counted
from training.assignments.owed.past import BEGINNING, Past
from training.assignments.owed.queries import (
    owing_by,
    pasts_of,
    proposed_publication,
    publications,
)
from training.assignments.owing.facts import Posting
from training.content.models import Revision
from training.content.packages import Package
from training.content.ready import ready
from training.content.tree import tree_of

HELLO = ("Greet people.", "Greet everybody.")


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    course = Course(db, tmp_path)
    course.publish()
    return course


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo("America/Denver")).astimezone(UTC)


def test_people_with_the_same_past_share_it(course: Course, cast: Cast) -> None:
    course.take(cast.lee)
    course.take(cast.lia)
    pasts = pasts_of(course.db, "basics", None, at=course.now, today=course.today)
    assert pasts[cast.lee.id] is pasts[cast.lia.id]
    assert pasts[cast.lee.id].postings == (Posting(BEGINNING, ("public-library",)),)
    assert pasts[cast.max.id] == Past(None, (Posting(BEGINNING, ("abq-ride",)),))


def test_a_move_begins_at_the_city_s_midnight_and_the_last_word_on_a_day_counts(
    course: Course, cast: Cast
) -> None:
    day = course.today + timedelta(days=3)
    move(course.db, cast.lee, cast.oei, since=day, recorded=course.now)
    move(course.db, cast.lee, cast.transit, since=day, recorded=course.now + timedelta(hours=1))

    def past(hours: int) -> Past:
        at = course.now + timedelta(hours=hours)
        return pasts_of(course.db, "basics", [cast.lee.id], at=at, today=day)[cast.lee.id]

    assert past(0).lineage == ("equity-inclusion",), "as it was on record then"
    first, last = past(1).postings
    assert first == Posting(BEGINNING, ("public-library",))
    assert last == Posting(midnight(day), ("abq-ride",))


def test_statements_do_not_grow_with_people_or_revisions(course: Course, cast: Cast) -> None:
    db = course.db
    sent: list[int] = []
    for n in range(3):
        course.publish((HELLO[0], f"Greet people {n} times."), labels=[label("reread", "before")])
        course.edit((f"Greet people {n} times.", HELLO[0]))
        for each in (cast.lee, cast.max)[: n + 1]:
            course.take(each)
        db.expire_all()
        with counted(db.get_bind().engine) as statements:
            pasts = pasts_of(db, "basics", None, at=course.now, today=course.today)
            owing_by(db, "basics", set(pasts.values()), at=course.now)
        sent.append(len(statements))
    # The first time, the publications themselves are read.
    assert sent[0] <= 11, sent
    assert sent[1] == sent[2] <= 8, sent
    assert [each.number for each in publications(db, "basics")] == [1, 2, 3, 4]


def test_a_text_published_by_older_software_says_the_same(course: Course, cast: Cast) -> None:
    (known,) = publications(course.db, "basics")
    row = course.db.query(Revision).filter_by(kind="module").one()
    old = {key: row.manifest[key] for key in ("files", "canonical", "needs")}
    # As if it had been published a moment earlier, so that nothing is remembered of it.
    earlier = course.now - timedelta(seconds=1)
    course.db.execute(
        update(Revision).where(Revision.id == row.id).values(manifest=old, published=earlier)
    )
    course.db.expire_all()
    (again,) = publications(course.db, "basics")
    assert again.at == earlier
    for lineage in ((), ("public-library",), ("abq-ride",)):
        found, expected = again.reading(lineage), known.reading(lineage)
        assert {k: dict(v) for k, v in found.items() if v} == {
            k: dict(v) for k, v in expected.items() if v
        }


def test_a_proposal_says_who_would_owe_what(course: Course, cast: Cast) -> None:
    course.take(cast.lee)
    course.edit(HELLO)
    tree = ready(tree_of(course.files))
    package: Package = next(each for each in tree.packages if each.kind == "module")
    more = proposed_publication(
        package,
        tree.modules["basics"],
        label("retest", "before", due=TODAY),
        number=2,
        at=course.now,
    )
    pasts = pasts_of(course.db, "basics", [cast.lee.id], at=course.now, today=course.today)
    would = owing_by(course.db, "basics", pasts.values(), at=course.now, more=more)
    (debt,) = would[pasts[cast.lee.id]].debts
    assert (debt.part, debt.owes.name, debt.due) == ("section:before", "RETEST", TODAY)
    assert course.owes(cast.lee) == {}
