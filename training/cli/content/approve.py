"""`training content approve`: record a reviewer's yes to the exact text they read."""

import click
from sqlalchemy.orm import Session

from training.cli.content.employee import employee
from training.cli.context import Context, pass_context
from training.content.proposals.queries import matching_texts, needs_of_text
from training.content.queries import approvals_of
from training.errors import InputRefused, NotFound
from training.flows.approve_content import approve_content

SHORTEST = 8


@click.command()
@click.argument("module")
@click.option("--hash", "prefix", required=True, help="The hash of the text read: 8 signs or more.")
@click.option("--as", "role", required=True, help="legal, oei or translator.")
@click.option("--by", "number", required=True, help="The reviewer's employee number.")
@pass_context
def approve(ctx: Context, module: str, prefix: str, role: str, number: str) -> None:
    """Record that a reviewer, who holds that role, approves the text of MODULE they have read.

    The text is named by its hash, as the reviewer's packet and `content publish` print it. Legal
    and translator are roles; oei is any administrator.
    """
    with ctx.database.writing() as db:
        by = employee(ctx, db, number)
        if by is None:
            raise NotFound("Say who approves with --by and an employee number.")
        sha256 = _whole(db, module, prefix.lower())
        approve_content(db, "module", module, sha256=sha256, role=role, by=by, now=ctx.now)
        needs = needs_of_text(db, "module", module, sha256) or frozenset()
        given = {each.role for each in approvals_of(db, "module", module, sha256)}
        db.commit()
    missing = sorted(needs - given)
    rest = f"still waiting for {', '.join(missing)}" if missing else "no longer a pilot"
    ctx.say(f"{module}: {sha256[:12]}, approved as {role}; {rest}")


def _whole(db: Session, module: str, prefix: str) -> str:
    if len(prefix) < SHORTEST:
        raise InputRefused(f"Give {SHORTEST} signs of the hash or more.")
    found = matching_texts(db, "module", module, prefix)
    if not found:
        raise NotFound(f"No text of “{module}” that was published or proposed is {prefix}….")
    if len(found) > 1:
        raise InputRefused(f"Several texts of “{module}” begin with {prefix}; give more signs.")
    return found[0]
