"""`training audit`: is what was written down still as it was written?"""

from itertools import islice
from pathlib import Path

import click

from training.audit.head import Head, newest_head, public_key, read_head, sign
from training.audit.sealing import waiting
from training.audit.verifying import Fault, faults
from training.cli.context import Context, pass_context
from training.errors import InputRefused, NotReady, Problem
from training.jobs.sealing import HEAD, audit_key

MOST_SHOWN = 50
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def audit() -> None:
    """Check the chain of what was written down, and sign its head."""


@audit.command()
@click.option("--head", "heads", type=FILE, multiple=True, help="A signed head kept elsewhere.")
@pass_context
def verify(ctx: Context, heads: tuple[Path, ...]) -> None:
    """Find what was edited, deleted, inserted, forged or cut off; exit 1 if anything was.

    The end of the chain is held against the head that the job loop keeps in the instance folder,
    and against every head given: only these show that the newest events were cut off.
    """
    own = ctx.config.instance / HEAD
    given = [*heads, *([own] if own.exists() else [])]
    known = [_read(ctx, each) for each in given]
    with ctx.database.reading() as db:
        found = list(islice(faults(db, *known), MOST_SHOWN + 1))
        head, unsealed = newest_head(db), waiting(db)
    if found:
        raise InputRefused("The audit is not as it was written.", _problems(found))
    sealed = f"sealed up to event {head.last}, seal {head.seal}" if head else "nothing sealed yet"
    ctx.say(f"The audit is as it was written: {sealed}; {unsealed} events wait for their seal.")
    if not known:
        ctx.say("There was no signed head to hold it against: events cut off its end go unseen.")


@audit.command("head")
@click.option("--key", is_flag=True, help="Print the public key that checks heads instead.")
@pass_context
def export_head(ctx: Context, key: bool) -> None:
    """Print the newest seal, signed. Kept elsewhere, it proves what had happened by then."""
    own = audit_key(ctx.config.instance)
    if key:
        click.echo(public_key(own))
        return
    with ctx.database.reading() as db:
        head = newest_head(db)
    if head is None:
        raise NotReady("Nothing is sealed yet; the job loop does that within seconds.")
    click.echo(sign(head, own))


def _read(ctx: Context, path: Path) -> Head:
    try:
        return read_head(path.read_text(encoding="ascii"), audit_key(ctx.config.instance))
    except (InputRefused, UnicodeDecodeError) as error:
        what = "is not a head signed with the key of this instance"
        raise InputRefused("A head cannot be used.", [Problem(str(path), what)]) from error


def _problems(found: list[Fault]) -> list[Problem]:
    listed = [Problem(each.kind, each.what) for each in found[:MOST_SHOWN]]
    more = [Problem("and", "more, which are not listed")] if len(found) > MOST_SHOWN else []
    return listed + more
