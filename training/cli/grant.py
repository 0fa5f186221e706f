"""`training grant`: who may do more than learn."""

import click

from training.cli.context import Context, pass_context
from training.errors import NotFound
from training.people.models import ROLES
from training.people.queries import department as department_called
from training.people.queries import person_by_login
from training.people.service import grant_role


@click.command()
@click.argument("role", type=click.Choice(ROLES))
@click.argument("person")
@click.argument("department", required=False)
@pass_context
def grant(ctx: Context, role: str, person: str, department: str | None) -> None:
    """Give a ROLE to a PERSON (employee number or e-mail), a liaison's with the DEPARTMENT.

    Granting it again changes nothing.
    """
    with ctx.database.writing() as db:
        found = person_by_login(db, person, now=ctx.now, today=ctx.today)
        if found is None:
            raise NotFound(f"Nobody has the employee number or e-mail “{person}”.")
        where = department_called(db, department) if department else None
        grant_role(db, found.id, role, where.id if where else None, by=None, now=ctx.now)
        db.commit()
    place = f" for {where.name('en')}" if where else ""
    ctx.say(f"{found.name} ({found.number}) is {role}{place}.")
