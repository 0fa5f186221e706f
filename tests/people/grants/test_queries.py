from datetime import timedelta

from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, employee, grant, move
from training.people.grants.queries import (
    Held,
    grant_held,
    held,
    holders_of,
    people_called,
    without_liaison,
)

DAY = timedelta(days=1)


def listed(db: Session, **wanted: object) -> list[tuple[str, str]]:
    found = held(db, now=NOW, today=TODAY, **wanted)  # type: ignore[arg-type]
    return [(each.grant.role, each.holder.name) for each in found]


def test_everybody_with_a_role_is_listed_by_role_and_name(db: Session, cast: Cast) -> None:
    assert listed(db) == [
        ("administrator", "Olga Organizer"),
        ("author", "Ada Author"),
        ("liaison", "Lia Liaison"),
    ]


def test_the_list_is_narrowed_by_role_department_and_name(db: Session, cast: Cast) -> None:
    grant(db, cast.max, "deputy", cast.early_head_start)
    assert listed(db, role="author") == [("author", "Ada Author")]
    assert listed(db, department_id=cast.youth.id) == [("deputy", "Max Mover")]
    assert listed(db, name="liais") == [("liaison", "Lia Liaison")]
    assert listed(db, name="1003") == [("liaison", "Lia Liaison")]
    assert listed(db, name="nobody") == []


def test_what_has_ended_is_listed_apart_and_what_is_to_come_with_the_rest(
    db: Session, cast: Cast
) -> None:
    over, coming = grant(db, cast.lee, "author"), grant(db, cast.max, "author")
    over.to_at, coming.from_at = NOW, NOW + DAY
    assert listed(db, ended=True) == [("author", "Lee Learner")]
    assert ("author", "Max Mover") in listed(db)
    assert not one(db, coming.id).counts


def one(db: Session, grant_id: int) -> Held:
    found = grant_held(db, grant_id, now=NOW, today=TODAY)
    assert found is not None
    return found


def test_a_grant_of_somebody_who_left_or_moved_does_not_count(db: Session, cast: Cast) -> None:
    own, other = grant(db, cast.lee, "liaison", cast.library), grant(db, cast.ada, "translator")
    assert one(db, own.id).counts
    move(db, cast.lee, cast.transit, since=TODAY)
    moved = one(db, own.id)
    assert (moved.counts, moved.works_in and moved.works_in.slug) == (False, "abq-ride")
    move(db, cast.ada, cast.oei, since=TODAY, active=False)
    left = one(db, other.id)
    assert (left.counts, left.works_in) == (False, None)
    assert holders_of(db, "author", now=NOW, today=TODAY) == []


def test_departments_with_people_and_nobody_to_look_after_them_are_known(
    db: Session, cast: Cast
) -> None:
    def bare() -> list[str]:
        return [each.slug for each in without_liaison(db, now=NOW, today=TODAY)]

    assert bare() == ["abq-ride", "equity-inclusion"]
    grant(db, cast.max, "deputy", cast.transit)
    employee(db, "Kim", "Kind", "2001", cast.early_head_start)
    assert bare() == ["equity-inclusion", "youth-family-services"]
    move(db, cast.lia, cast.oei, since=TODAY)
    assert bare() == ["equity-inclusion", "public-library", "youth-family-services"]


def test_people_are_found_by_number_mail_or_parts_of_a_name(db: Session, cast: Cast) -> None:
    def found(asked: str) -> list[tuple[str, str]]:
        return [(who.name, unit.slug) for who, unit in people_called(db, asked, today=TODAY)]

    lee = [("Lee Learner", "public-library")]
    for asked in ("1002", "LEE.learner@cabq.example", "learner", "lee le", "léarner"):
        assert found(asked) == lee, asked
    assert found(" ") == []
    move(db, cast.lee, cast.library, since=TODAY, active=False)
    assert found("1002") == []
