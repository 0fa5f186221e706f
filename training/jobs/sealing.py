"""The loop that seals the audit: beside the one that sends mail, which may wait for a server."""

import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event

from training.audit.head import new_key, newest_head, sign
from training.audit.sealing import is_waiting, seal_next
from training.db import Database
from training.keys import kept_key

logger = logging.getLogger(__name__)
PULSE = 2.0
"""Seconds between two looks; every event is sealed within 5."""
LONGEST_PAUSE = 60.0
"""Seconds between two tries at a database that does not answer."""
KEY = "audit_key"
HEAD = "audit_head"
"""In the instance folder: what the chain's end is held against, outside the database."""


def seal_forever(
    database: Database, instance: Path, clock: Callable[[], datetime], stop: Event
) -> None:
    """Seal what is written down until `stop` is set; what fails is tried again, ever later."""
    failures = 0
    while not stop.is_set():
        try:
            seal_all(database, instance, clock)
        except Exception:
            failures += 1
            pause = min(PULSE**failures if failures < 10 else LONGEST_PAUSE, LONGEST_PAUSE)
            logger.exception("The audit cannot be sealed; the next try is in %d s", pause)
            stop.wait(pause)
        else:
            failures = 0
            stop.wait(PULSE)


def seal_all(database: Database, instance: Path, clock: Callable[[], datetime]) -> int:
    """Seal everything that waits and keep the signed head; how many seals that took."""
    made = 0
    while True:
        with database.reading() as db:
            if not is_waiting(db):
                break
        with database.writing() as db:
            seal = seal_next(db, now=clock())
            db.commit()
        if seal is None:
            break  # another sealer is at it
        made += 1
    if made:
        keep_head(database, instance)
    return made


def keep_head(database: Database, instance: Path) -> None:
    """Write the signed head beside the key, in one step."""
    with database.reading() as db:
        head = newest_head(db)
    if head is None:
        return
    signed = sign(head, audit_key(instance))
    path = instance / HEAD
    draft = path.with_name(f"{HEAD}.{os.getpid()}.tmp")
    draft.write_text(signed + "\n", encoding="ascii")
    draft.replace(path)


def audit_key(instance: Path) -> str:
    """The key that heads are signed with, made the first time."""
    return kept_key(instance / KEY, new_key)
