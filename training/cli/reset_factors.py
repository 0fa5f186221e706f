"""`training reset-factors`: a way back in for somebody who lost everything they could show."""

import click

from training.cli.context import Context, pass_context
from training.errors import NotFound
from training.people.queries import person_by_login
from training.people.second_factor.service import REASONS
from training.people.second_factor.service import reset_factors as reset


@click.command("reset-factors")
@click.argument("person")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Kept in the audit.")
@pass_context
def reset_factors(ctx: Context, person: str, reason: str) -> None:
    """Remove a PERSON's app, passkeys and recovery codes (employee number or e-mail).

    Make sure first that it is they who ask. They are signed out everywhere; with their password
    they set up new ones.
    """
    with ctx.database.writing() as db:
        found = person_by_login(db, person, now=ctx.now, today=ctx.today)
        if found is None:
            raise NotFound(f"Nobody has the employee number or e-mail “{person}”.")
        removed = reset(db, found.id, reason=reason, by=None, now=ctx.now)
        db.commit()
    ctx.say(f"{found.name} ({found.number}): {removed} removed, signed out everywhere.")
