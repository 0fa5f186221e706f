"""What was done to an audit is found, and said."""

from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.audit import tampering
from tests.audit.chain import act, chained, without_triggers
from tests.audit.tampering import TAMPERINGS, Tampering
from training.audit.head import Head
from training.audit.verifying import faults


@pytest.fixture
def head(db: Session) -> Head:
    """The head of a sound chain of 4 seals of 5 events, its triggers out of the way."""
    found = chained(db, seals=4, each=5)
    without_triggers(db)
    return found


def test_a_sound_chain_has_no_faults(db: Session, head: Head) -> None:
    assert list(faults(db, head)) == []
    act(db, 3, first=20)
    assert list(faults(db, head)) == []


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_kind_of_tampering_is_found(
    db: Session, head: Head, tamper: Tampering, seed: int
) -> None:
    tamper(db, Random(seed))
    assert list(faults(db, head)) != []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE training_audit SET actor = 6 WHERE id = 8", ["edited: event 8, which seal 2"]),
        ("DELETE FROM training_audit WHERE id = 20", ["deleted: event 20, which seal 4 holds"]),
        (
            "UPDATE training_audit SET id = -3 WHERE id = 8",
            ["deleted: event 8", "inserted: event -3"],
        ),
        ("DELETE FROM training_audit_seal WHERE id = 4", ["cut off: seal 4"]),
        (
            "DELETE FROM training_audit_seal WHERE id = 2",
            ["forged: seal 3 does not follow", *["inserted: event"] * 5],
        ),
        ("UPDATE training_audit_seal SET rows = '[]' WHERE id = 4", ["forged: seal 4 cannot"]),
        ("UPDATE training_audit_seal SET rows = '7' WHERE id = 4", ["forged: seal 4 cannot"]),
    ],
)
def test_it_is_said_what_and_where(
    db: Session, head: Head, statement: str, said: list[str]
) -> None:
    db.execute(text(statement))
    found = [str(each) for each in faults(db, head)]
    for each in said:
        assert any(fault.startswith(each) for fault in found), found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("column", ["at", "facts", "act", "actor"])
def test_what_cannot_even_be_read_is_found(db: Session, head: Head, column: str) -> None:
    db.execute(text(f"UPDATE training_audit SET {column} = x'00ff' WHERE id = 8"))
    assert [each.kind for each in faults(db, head)] == ["edited"]


def test_without_a_head_the_end_can_be_cut_off_unseen(db: Session, head: Head) -> None:
    tampering.cut_off(db, Random(1))
    assert list(faults(db)) == []
    assert [each.kind for each in faults(db, head)] == ["cut off"]
