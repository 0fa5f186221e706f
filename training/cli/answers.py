"""`training answers`: taking old answers away, and holding those that must be kept."""

from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from training.cli.context import Context, pass_context
from training.content.queries import revisions
from training.credentials.check_ins.queries import old_answers
from training.credentials.check_ins.service import forget_answers
from training.errors import NotFound
from training.learning.retention.models import LegalHold
from training.learning.retention.queries import due, legal_holds
from training.learning.retention.rules import EMPLOYEE, HOLDS, MODULE, Due, day_before
from training.learning.retention.service import Purged, lift_legal_hold, purge_some, set_legal_hold
from training.people.grants.rules import beginning_of
from training.people.models import Employee
from training.people.queries import Person, person_by_login


@click.group()
def answers() -> None:
    """Answers to quizzes: how long they are kept."""


@answers.command()
@click.option(
    "--older-than",
    "age",
    required=True,
    help="How long the City keeps answers: 18m, 540d or 2y. Nothing is preset.",
)
@click.option("--yes", is_flag=True, help="Do it; without it, only say what would be done.")
@pass_context
def purge(ctx: Context, age: str, yes: bool) -> None:
    """Take away the answers of quizzes handed in long ago.

    Scores, what each question brought, completions, certificates and the statistics stay. Answers
    are held while somebody disputes the result, while a question is marked again, and by a legal
    hold.
    """
    day, now = day_before(age, ctx.today), ctx.now
    before = beginning_of(day, ctx.config.zone)
    with ctx.database.reading() as db:
        found = due(db, before, now=now)
        since = old_answers(db, before, now=now)
    going = sum(each.going for each in found)
    for line in _foreseen(found, day):
        ctx.say(line)
    if since:
        ctx.say(f"{since} answers to questions asked since a certificate would go, too.")
    if not going and not since:
        return
    if not yes:
        ctx.say("Nothing was done. To do it, add --yes; it cannot be undone.")
        return
    gone, after = 0, 0
    while step := _purge_some(ctx, before, after):
        gone, after = gone + step.attempts.total(), step.last
        ctx.say(f"{gone} of {going} are done.")
    with ctx.database.writing() as db:
        since = forget_answers(db, before, now=ctx.now)
        db.commit()
    ctx.say(f"The answers of {gone} attempts are gone; their scores are kept.")
    if since:
        ctx.say(f"{since} answers to questions asked since a certificate are gone.")


def _purge_some(ctx: Context, before: datetime, after: int) -> Purged | None:
    """A transaction of its own, so that stopping half-way harms nothing."""
    with ctx.database.writing() as db:
        step = purge_some(db, before, after=after, now=ctx.now)
        db.commit()
    return step


def _foreseen(found: list[Due], day: date) -> list[str]:
    if not found:
        return [f"No attempt that was handed in before {day} still has answers."]
    lines = [f"Attempts handed in before {day} that still have their answers:"]
    for each in found:
        lines.append(f"  {each.module}: {each.going} would lose them, {each.held} are held")
        why = (
            (each.disputed, "the result is disputed"),
            (each.regraded, "a question is being marked again"),
            (each.on_hold, "a legal hold is on them"),
        )
        lines += [f"    {n} because {words}" for n, words in why if n]
    return lines


@answers.group()
def hold() -> None:
    """Legal holds: answers that are kept whatever their age."""


@hold.command("set")
@click.argument("kind", type=click.Choice(HOLDS))
@click.argument("subject", required=False, default="")
@click.option("--reason", required=True, help="Why; it is kept with the hold.")
@click.option("--by", required=True, help="Who orders it: employee number or e-mail.")
@pass_context
def set_(ctx: Context, kind: str, subject: str, reason: str, by: str) -> None:
    """Keep the answers of an employee (number or e-mail), of a module, or everything."""
    with ctx.database.writing() as db:
        orders = _person(ctx, db, by)
        made = set_legal_hold(
            db, kind, _subject(ctx, db, kind, subject), reason=reason, by=orders.id, now=ctx.now
        )
        said = _told(db, made)
        db.commit()
    ctx.say(said)


@hold.command("lift")
@click.argument("number", type=int)
@click.option("--by", required=True, help="Who orders it: employee number or e-mail.")
@pass_context
def lift(ctx: Context, number: int, by: str) -> None:
    """End a hold by its number."""
    with ctx.database.writing() as db:
        lifted = lift_legal_hold(db, number, by=_person(ctx, db, by).id, now=ctx.now)
        said = _told(db, lifted)
        db.commit()
    ctx.say(said)


@hold.command("list")
@pass_context
def list_(ctx: Context) -> None:
    """Every hold, those in force first."""
    with ctx.database.reading() as db:
        lines = [_told(db, each) for each in legal_holds(db)]
    for line in lines or ["There are no legal holds."]:
        ctx.say(line)


def _subject(ctx: Context, db: Session, kind: str, typed: str) -> str:
    if kind == EMPLOYEE and typed:
        return str(_person(ctx, db, typed).id)
    if kind == MODULE and typed and not revisions(db, "module", typed):
        raise NotFound(f"No module “{typed}” was ever published.")
    return typed


def _person(ctx: Context, db: Session, login: str) -> Person:
    found = person_by_login(db, login, now=ctx.now, today=ctx.today)
    if found is None:
        raise NotFound(f"Nobody has the employee number or e-mail “{login}”.")
    return found


def _told(db: Session, each: LegalHold) -> str:
    what = "everything"
    if each.kind == MODULE:
        what = f"the module {each.subject}"
    elif each.kind == EMPLOYEE:
        what = _named(db, int(each.subject))
    until = ""
    if each.to_at is not None:
        until = f", lifted on {each.to_at.date()} by {_named(db, each.ended_by)}"
    since = f"since {each.from_at.date()}, by {_named(db, each.by)}"
    return f"Hold {each.id} on {what}, {since}{until}: {each.reason}"


def _named(db: Session, employee_id: int | None) -> str:
    found = db.get(Employee, employee_id) if employee_id else None
    return f"{found.name} ({found.number})" if found else "somebody unknown"
