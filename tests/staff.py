"""Departments with people who are done, due and overdue."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, employee
from tests.credentials.earned import completion, facts
from tests.small_content import write_root
from training.assignments.audience import Audience
from training.assignments.rules import Rules
from training.assignments.service import require
from training.content.queries import in_force
from training.credentials.facts import facts_sha256
from training.credentials.models import Credential
from training.flows.publish import publish_tree
from training.learning.models import Completion
from training.people.models import Department, Employee, Employment

TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


def publish_core(db: Session, folder: Path) -> None:
    """Publish the certificate `core`, which requires the module `basics`."""
    publish_tree(db, write_root(folder / "root"), by=None, now=NOW)


def ask(db: Session, *departments: str, due: date = TOMORROW, name: str = "") -> None:
    """Ask some departments, or everyone, for the certificate `core`."""
    require(
        db,
        "core",
        Audience.of(*departments),
        rules=Rules(due=due),
        requirement=name,
        by=None,
        now=NOW,
        today=TODAY,
    )


def certify(
    db: Session, who: Employee, *, pilot: bool = False, issued: datetime = NOW
) -> Credential:
    """Give somebody the certificate `core`, who has completed what it requires."""
    revision, module = in_force(db, "certificate", "core"), in_force(db, "module", "basics")
    assert revision
    assert module
    taken = select(Completion.id).where(Completion.employee_id == who.id)
    if db.scalars(taken).first() is None:
        here = select(Department).join(Employment).where(Employment.employee_id == who.id)
        completion(db, who, db.scalars(here.order_by(Employment.id)).all()[-1], module, at=issued)
    said = facts(certificate="core", name=who.name, pilot=pilot, issued=issued)
    made = Credential(
        employee_id=who.id,
        certificate="core",
        revision_id=revision.id,
        serial=said.serial,
        facts=said.to_dict(),
        facts_sha256=facts_sha256(said.to_dict()),
        basis_sha256=facts_sha256({"serial": said.serial}),
        pilot=pilot,
        issued=issued,
        expires=None,
    )
    db.add(made)
    db.flush()
    return made


def hire(db: Session, where: Department, n: int, *, start: int = 0) -> list[Employee]:
    """More people in a department."""
    return [
        employee(db, f"Nº{each}", "Newcomer", f"7{where.id}{each:04}", where, email=None)
        for each in range(start, start + n)
    ]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that a block sends."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
