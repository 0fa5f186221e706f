from datetime import timedelta

from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, grant, move
from tests.staff import counted
from training.people.handover.queries import handover_items
from training.people.models import Employee
from training.people.queries import Person, person


def as_of_now(db: Session, who: Employee) -> Person:
    found = person(db, who.id, now=NOW, today=TODAY)
    assert found is not None
    return found


def to_confirm(db: Session, who: Employee) -> list[tuple[str, str | None]]:
    return [
        (each.role, each.department.slug if each.department else None)
        for each in handover_items(db, as_of_now(db, who), now=NOW)
    ]


def test_a_successor_finds_what_is_theirs_until_they_confirm_it(db: Session, cast: Cast) -> None:
    given = grant(db, cast.lee, "liaison", cast.library)
    given.by = cast.olga.id
    db.flush()
    assert to_confirm(db, cast.lee) == [("liaison", "public-library")]
    (item,) = handover_items(db, as_of_now(db, cast.lee), now=NOW)
    assert (item.kind, item.id, item.by) == ("grant", given.id, "Olga Organizer")
    given.confirmed = NOW
    db.flush()
    assert to_confirm(db, cast.lee) == []


def test_what_does_not_count_is_nobodys_to_confirm(db: Session, cast: Cast) -> None:
    grant(db, cast.lee, "author")
    grant(db, cast.lee, "liaison", cast.library)
    coming = grant(db, cast.lee, "legal")
    coming.from_at = NOW + timedelta(days=1)
    move(db, cast.lee, cast.transit, since=TODAY)
    assert to_confirm(db, cast.lee) == [("author", None)]


def test_a_learner_is_asked_nothing_and_it_costs_nothing(db: Session, cast: Cast) -> None:
    lee = as_of_now(db, cast.lee)
    with counted(db.get_bind()) as sent:  # type: ignore[arg-type]
        assert handover_items(db, lee, now=NOW) == []
    assert sent == []
