"""Writing down, in the midst of a look, that somebody looked."""

from typing import Any

from flask import request

from training.audit import record
from training.web.identity import current
from training.web.state import now, state
from training.web.unit import close


def write_down(act: str, **facts: Any) -> None:
    """Keep an act of this person's before the answer goes out; if that fails there is none."""
    actor = current().id
    # A reader of SQLite's would keep the writer waiting.
    close()
    with state().database.writing() as session:
        record(session, act, actor=actor, now=now(), **facts)
        session.commit()


def write_down_auditors_look() -> None:
    """Keep which page an auditor opens, and of which department or person."""
    page = (request.endpoint or "").removeprefix("training.")
    of = {name: str(value)[:80] for name, value in (request.view_args or {}).items()}
    write_down("people:auditor:looked", page=page, of=of)
