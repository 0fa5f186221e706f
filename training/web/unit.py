"""One request, one unit of work: a session opened when first asked for, closed at the end."""

from flask import g, request
from sqlalchemy.orm import Session

from training.web.state import state

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def db() -> Session:
    """The request's session: for looking in a GET, for one act otherwise."""
    if "training_db" not in g:
        g.training_db = state().database.session(write=request.method not in SAFE)
    session: Session = g.training_db
    return session


def only_look() -> None:
    """From here on this request only looks, although it was sent: no writer waits for it."""
    close()
    g.training_db = state().database.session(write=False)


def commit() -> None:
    """Keep what this request did. A view that does not call it has changed nothing."""
    db().commit()


def close(_error: BaseException | None = None) -> None:
    """Give the connection back; what was not committed is rolled back."""
    session: Session | None = g.pop("training_db", None)
    if session is not None:
        session.close()
