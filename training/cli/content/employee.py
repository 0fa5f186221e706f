"""Whom an option such as `--by 1005` names."""

from sqlalchemy.orm import Session

from training.cli.context import Context
from training.errors import NotFound
from training.people.queries import Person, person_by_login


def employee(ctx: Context, db: Session, number: str) -> Person | None:
    """The employee with this number; none when none was given. Raises `NotFound`."""
    if not number:
        return None
    found = person_by_login(db, number, now=ctx.now, today=ctx.today)
    if found is None:
        raise NotFound(f"Nobody has the employee number “{number}”.")
    return found
