"""Training that was taken elsewhere, asked for and agreed to."""

from datetime import date

from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY
from tests.flows.proposing import who
from training.config import Config
from training.flows.decide_evidence import Recorded, decide_evidence
from training.flows.propose_evidence import propose_evidence
from training.learning.evidence.claims import CLASSROOM, Claim
from training.people.models import Act, Employee

CONFIG = Config(public_url="https://training.example")


def claim(day: date = TODAY, *, kind: str = CLASSROOM, file: str | None = None) -> Claim:
    """The module `basics`, taken on a day."""
    return Claim("basics", day, kind, "Sign-in sheet 7", "en", file)


def asked(db: Session, by: Employee, *people: Employee, what: Claim | None = None) -> Act:
    """What waits for a second person."""
    return propose_evidence(
        db,
        what or claim(),
        [each.id for each in people],
        by=who(db, by),
        now=NOW,
        today=TODAY,
        config=CONFIG,
    )


def agreed(db: Session, act: Act, second: Employee, *, agrees: bool = True) -> Recorded | None:
    """The second person's word."""
    return decide_evidence(
        db, act.id, second=who(db, second), agrees=agrees, now=NOW, today=TODAY, config=CONFIG
    )
