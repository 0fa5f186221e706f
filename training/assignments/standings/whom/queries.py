"""Whom a statement about statuses asks about: some by their ids, those of another, or everybody."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, text, true
from sqlalchemy.orm import Session

Whom = Collection[int] | Select[Any] | None
"""Employees' ids, a statement that gives them, or none for everybody."""
FEW = 100
"""From so many people on it is quicker to join them all at once than each with what is theirs."""
MOST_LISTED = 20_000
"""So many ids fit into every part of a statement, where they stand as numbers, not parameters."""


@contextmanager
def many_at_once(db: Session, whom: Whom) -> Iterator[None]:
    """A block that asks about so many people that PostgreSQL is to look at none by themselves.

    It takes who works where for a few rows, and would join each of them with everybody.
    """
    many = whom is None or isinstance(whom, Select) or len(whom) > FEW
    postgres = many and db.get_bind().dialect.name == "postgresql"
    if postgres:
        db.execute(text("SET LOCAL enable_nestloop = off"))
    yield
    if postgres:
        db.execute(text("SET LOCAL enable_nestloop = on"))


def among(person: Any, whom: Whom) -> ColumnElement[bool]:
    """The condition that somebody is one of those; the caller leaves out more than are listed."""
    if whom is None:
        return true()
    some: Any = whom
    if not isinstance(whom, Select):
        if len(whom) > MOST_LISTED:
            return true()
        some = bindparam(None, list(whom), expanding=True, literal_execute=True)
    chosen: ColumnElement[bool] = person.in_(some)
    return chosen
