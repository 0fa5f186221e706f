"""A thousand random tamperings of the audit: every one is found."""

from random import Random

import pytest
from sqlalchemy.orm import Session

from tests.audit.chain import chained, without_triggers
from tests.audit.tampering import TAMPERINGS
from tests.drill.conftest import FULL
from training.audit.verifying import faults

pytestmark = pytest.mark.drill
ROUNDS = 1000 if FULL else 20


def test_every_tampering_is_found(db: Session) -> None:
    head = chained(db, seals=8, each=5)
    without_triggers(db)
    assert list(faults(db, head)) == []
    random = Random(3)
    missed = []
    for n in range(ROUNDS):
        tamper = TAMPERINGS[n % len(TAMPERINGS)]
        with db.begin_nested() as savepoint:
            tamper(db, random)
            if not list(faults(db, head)):
                missed.append((n, tamper.__name__))
            savepoint.rollback()
        db.expire_all()
    assert missed == []
    assert list(faults(db, head)) == []
