"""Somebody's way through the module: once to its end, and once more up to the last button."""

from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY
from tests.web.classroom import RIGHT
from training.config import Config
from training.content.queries import in_force, module_edition
from training.credentials.check_ins.queries import series_of
from training.credentials.check_ins.service import Offer, offer
from training.credentials.queries import by_serial
from training.flows.begin_quiz import begin_quiz
from training.flows.open_check_in import open_check_in
from training.flows.open_module import open_module
from training.flows.submit_quiz import submit_quiz
from training.learning.models import Enrolment
from training.learning.queries import items_of
from training.learning.service import enrol, mark_read, save_answer
from training.people.queries import Person, person

MODULE = "basics"


def study(db: Session, employee_id: int, config: Config) -> tuple[int, int, str]:
    """The quiz that is not handed in yet, the one that is, and the certificate's number."""
    who = person(db, employee_id, now=NOW, today=TODAY)
    assert who
    assert who.department_id
    sent = _answer_all(db, who, open_module(db, who, MODULE, now=NOW))
    (serial,) = submit_quiz(db, who, sent, now=NOW, config=config).serials
    revision = in_force(db, "module", MODULE)
    assert revision
    again = enrol(db, who.id, revision, who.department_id, cycle=2, now=NOW)
    return _answer_all(db, who, again), sent, serial


def _answer_all(db: Session, who: Person, enrolment: Enrolment) -> int:
    revision = in_force(db, "module", MODULE)
    assert revision
    for section in module_edition(db, revision).sections(who.lineage, "en"):
        mark_read(db, enrolment, section, now=NOW)
    attempt = begin_quiz(db, who, enrolment.id, language="en", seed=7, now=NOW)
    for each in items_of(db, attempt.id):
        chosen = [int(value) for value in RIGHT[each.item]]
        save_answer(db, attempt.id, who.id, each.item, 1, chosen, now=NOW)
    return attempt.id


def ask_since(db: Session, employee_id: int, serial: str) -> int:
    """The question that somebody with a certificate is asked some time later, opened."""
    held = by_serial(db, serial)
    who = person(db, employee_id, now=NOW, today=TODAY)
    assert held
    assert who
    assert who.department_id
    offer(db, [Offer(held.id, who.id, who.department_id, 1, TODAY)])
    (series,) = series_of(db, who.id)
    (row,) = series.check_ins
    return open_check_in(db, who, row.id, language="en", seed=7, now=NOW).id
