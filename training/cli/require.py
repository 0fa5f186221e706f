"""`training require`: ask an audience to hold a certificate by a day."""

from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from training.assignments.audience import NOBODY, Audience, What
from training.assignments.audience_text import Known, parse_audience
from training.assignments.rules import MOST_DAYS, Rules
from training.assignments.service import require as require_certificate
from training.cli.context import Context, pass_context
from training.content.queries import in_force
from training.errors import InputRefused, NotFound, Problem
from training.reporting.choices import nobodys, spellings

DAY = click.DateTime(["%Y-%m-%d"])
DAYS = click.IntRange(0, MOST_DAYS)


@click.command()
@click.argument("certificate")
@click.option(
    "--to",
    "--audience",
    "audience",
    default="",
    help="“everyone”, or lines such as “departments: police, fire; not job: Cadet”.",
)
@click.option("--due", type=DAY, help="The last day, such as 2026-12-15; it ends at midnight.")
@click.option("--after-hire", type=DAYS, help="Or: due so many days after somebody was hired.")
@click.option("--after-joining", type=DAYS, help="Or: so many days after they were first asked.")
@click.option("--after-move", type=DAYS, help="Days to make up what another department reads.")
@click.option("--window", type=DAYS, help="Days before it expires in which it may be renewed.")
@click.option("--grace", type=DAYS, default=0, help="Days after the due day that are forgiven.")
@click.option("--start", type=DAY, help="The first day on which anybody is asked.")
@click.option(
    "--name", default="", help="A second requirement for the same certificate needs its own name."
)
@click.option("--end", is_flag=True, help="Ask nobody any more.")
@pass_context
def require(
    ctx: Context,
    /,
    certificate: str,
    audience: str,
    due: datetime | None,
    start: datetime | None,
    name: str,
    end: bool,
    **days: int | None,
) -> None:
    """Ask people for a CERTIFICATE by a day. Asking again replaces what was asked.

    Without a day it is due when OEI has confirmed one.
    """
    if bool(audience) == end:
        raise click.UsageError("Say whom with --to, or --end.")
    rules = Rules(due=_day(due), start=_day(start), **days)  # type: ignore[arg-type]
    with ctx.database.writing() as db:
        if in_force(db, "certificate", certificate) is None:
            raise NotFound(f"No certificate “{certificate}” is published; publish it first.")
        known = spellings(db, now=ctx.now, today=ctx.today)
        settled = require_certificate(
            db,
            certificate,
            NOBODY if end else _audience(db, audience, known),
            rules=rules,
            requirement=name,
            by=None,
            now=ctx.now,
            today=ctx.today,
            zone=ctx.config.zone,
        )
        db.commit()
    ctx.say(
        f"{certificate} {_due_words(rules)}: {settled.joined} people were added,"
        f" {settled.left} left, {settled.moved} have a new due day."
    )


def _audience(db: Session, text: str, known: Known) -> Audience:
    whom = parse_audience(text, known)
    numbers = [
        each for line in whom.lines if line.what is What.NUMBERS for each in sorted(line.values)
    ]
    wrong = [Problem(each, "is nobody's employee number") for each in nobodys(db, numbers)]
    if wrong:
        raise InputRefused("Nobody was asked.", wrong)
    return whom


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _due_words(rules: Rules) -> str:
    if rules.after_hire is not None:
        return f"is due {rules.after_hire} days after hire"
    if rules.after_joining is not None:
        return f"is due {rules.after_joining} days after somebody is first asked"
    return f"is due on {rules.due}" if rules.due else "has no due day yet, OEI is to confirm it"
