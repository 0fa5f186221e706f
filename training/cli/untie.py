"""`training untie`: somebody's account at an identity provider was made anew."""

import click

from training.cli.context import Context, pass_context
from training.errors import NotFound
from training.people.accounts.service import untie as untie_account
from training.people.queries import person_by_login


@click.command()
@click.argument("person")
@click.argument("issuer")
@pass_context
def untie(ctx: Context, person: str, issuer: str) -> None:
    """Untie a PERSON (employee number or e-mail) from their account at an ISSUER.

    The next account there that claims to be them is tied to them. Make sure first that it will be
    theirs.
    """
    with ctx.database.writing() as db:
        found = person_by_login(db, person, now=ctx.now, today=ctx.today)
        if found is None:
            raise NotFound(f"Nobody has the employee number or e-mail “{person}”.")
        if not untie_account(db, found.id, issuer, by=None, now=ctx.now):
            raise NotFound(f"{found.name} ({found.number}) has no account at {issuer}.")
        db.commit()
    ctx.say(f"{found.name} ({found.number}) is no longer tied to an account at {issuer}.")
