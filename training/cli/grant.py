"""`training grant`: who may do more than learn."""

from datetime import datetime

import click

from training.cli.context import Context, pass_context
from training.errors import NotFound
from training.people.departments.queries import department as department_called
from training.people.grants.rules import ENDLESS, a_year_after, beginning_of, end_of, last_day
from training.people.models import ROLES
from training.people.queries import person_by_login
from training.people.service import grant_role

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("role", type=click.Choice(ROLES))
@click.argument("person")
@click.argument("department", required=False)
@click.option("--from", "first", type=DAY, help="The first day; today if not given.")
@click.option(
    "--to", "last", type=DAY, help="The last day; in a year if not given, an administrator's never."
)
@click.option("--reason", default="", help="Why; those who look at roles read it.")
@pass_context
def grant(
    ctx: Context,
    role: str,
    person: str,
    department: str | None,
    first: datetime | None,
    last: datetime | None,
    reason: str,
) -> None:
    """Give a ROLE to a PERSON (employee number or e-mail), a liaison's with the DEPARTMENT.

    Granting it again changes nothing. On the site, an administrator, HR and an auditor need two
    administrators; this command stands outside that rule, for the first ones: whoever may run it
    has the database in their hands.
    """
    begins = first.date() if first else ctx.today
    ends = last.date() if last else None if role in ENDLESS else a_year_after(begins)
    zone = ctx.config.zone
    with ctx.database.writing() as db:
        found = person_by_login(db, person, now=ctx.now, today=ctx.today)
        if found is None:
            raise NotFound(f"Nobody has the employee number or e-mail “{person}”.")
        where = department_called(db, department) if department else None
        given = grant_role(
            db,
            found.id,
            role,
            where.id if where else None,
            by=None,
            now=ctx.now,
            from_at=beginning_of(begins, zone) if begins != ctx.today else None,
            to_at=end_of(ends, zone) if ends else None,
            reason=reason.strip() or None,
        )
        until = f" until {last_day(given.to_at, zone)}" if given.to_at else ""
        db.commit()
    place = f" for {where.name('en')}" if where else ""
    ctx.say(f"{found.name} ({found.number}) is {role}{place}{until}.")
