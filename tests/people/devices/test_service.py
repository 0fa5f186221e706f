import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from training.audit import AuditEvent
from training.errors import NotFound
from training.people.devices.queries import tablet_by_token, tablets_of
from training.people.devices.service import clear, register_tablet, take_off
from training.people.models import LOCAL, Device
from training.people.sign_in.queries import open_sessions
from training.people.sign_in.service import Entry, begin_session


@pytest.fixture
def token(db: Session, cast: Cast) -> str:
    return register_tablet(db, cast.transit.id, "Break room", by=cast.olga.id, now=NOW)


def test_a_tablet_is_known_by_its_token_which_is_not_kept(
    db: Session, cast: Cast, token: str
) -> None:
    found = tablet_by_token(db, token)
    assert found
    assert (found.label, found.department_names["en"]) == ("Break room", "Transit (ABQ RIDE)")
    assert tablet_by_token(db, "guessed") is None
    assert token not in repr(vars(db.scalars(select(Device)).one()))
    assert [each.label for each in tablets_of(db, {cast.transit.id})] == ["Break room"]
    assert tablets_of(db, {cast.library.id}) == []


def test_one_taken_off_is_an_ordinary_browser_and_nobody_stays_signed_in_on_it(
    db: Session, cast: Cast, token: str
) -> None:
    device = db.scalars(select(Device)).one()
    entry = Entry(LOCAL, device_id=device.id)
    begin_session(db, cast.max.id, entry, expires=NOW.replace(hour=23), now=NOW)
    with pytest.raises(NotFound):
        take_off(db, device.id, {cast.library.id}, by=cast.lia.id, now=NOW)
    take_off(db, device.id, {cast.transit.id}, by=cast.olga.id, now=NOW)
    assert tablet_by_token(db, token) is None
    assert open_sessions(db, cast.max.id, now=NOW) == []
    with pytest.raises(NotFound):
        take_off(db, device.id, {cast.transit.id}, by=cast.olga.id, now=NOW)
    acts = [each.act for each in db.scalars(select(AuditEvent))]
    assert (acts[0], acts[-1]) == ("people:device:registered", "people:device:revoked")


def test_the_next_person_s_sign_in_ends_the_last_one_s(db: Session, cast: Cast, token: str) -> None:
    device = db.scalars(select(Device)).one()
    for entry in (Entry(LOCAL, device_id=device.id), Entry(LOCAL)):
        begin_session(db, cast.max.id, entry, expires=NOW.replace(hour=23), now=NOW)
    clear(db, device.id, now=NOW)
    assert [each.device_id for each in open_sessions(db, cast.max.id, now=NOW)] == [None]
