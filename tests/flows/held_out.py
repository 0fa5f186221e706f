"""A module with questions that were held out, and people who are certified on it."""

from pathlib import Path

from sqlalchemy.orm import Session

from tests.cast import NOW
from tests.small_content import QUIZ, write_root
from tests.staff import certify, hire
from training.flows.publish import publish_tree
from training.learning.measuring.service import set_sample_size
from training.people.models import Department, Employee

HELD_OUT = """
## Later {draw=1}

### What is kept for later? {#later}
Covers: before
Use: held-out

- [x] This
  > Yes, this.
- [ ] That
  > Not that.

> Because it was kept.[^S1]

### Which are kept for later? {#both}
Covers: before
Choose: all
Use: held-out

- [x] One
  > Yes.
- [x] Two
  > Yes.
- [ ] Three
  > No.

> Two were kept.[^S1]

### Asked now, so that the pool has one {#now}
Covers: before

- [x] Now
  > Yes.
- [ ] Never
  > No.

> It is asked.[^S1]
"""


def publish_held_out(db: Session, folder: Path, held_out: str = HELD_OUT) -> None:
    """Publish `basics` and `core` with two questions that no quiz asks."""
    publish_tree(db, write_root(folder / "root", quiz=QUIZ + held_out), by=None, now=NOW)


def ask_monthly(db: Session, size: int | None) -> None:
    """Let OEI set how many people are asked in a month."""
    set_sample_size(db, size, by=1, now=NOW)


def certified(db: Session, where: Department, n: int) -> list[Employee]:
    """More people in a department, all of them certified."""
    found = hire(db, where, n)
    for each in found:
        certify(db, each)
    return found
