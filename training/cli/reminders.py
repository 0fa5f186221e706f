"""`training reminders`: who is to be reminded of what on a day; queues it, or only says it."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import click

from training.assignments.reminders.queries import with_password
from training.cli.context import Context, pass_context
from training.errors import InputRefused
from training.flows.queue_reminders import queue_reminders
from training.reporting.reminders.due import DayOfReminders, Reminding, reminders_on

FURTHEST = timedelta(days=3660)
"""From today to a day that one may look at."""


@click.command()
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Another day, to look at.")
@click.option("--dry-run", is_flag=True, help="Only say what would go out.")
@click.option("--names", is_flag=True, help="With everybody's name and number.")
@pass_context
def reminders(ctx: Context, on: datetime | None, dry_run: bool, names: bool) -> None:
    """Queue today's reminders, as the job loop does each day; with --dry-run, only look at a day.

    What people do until then, and what they are sent, is not known: a day to come is shown as if
    nothing happened before it.
    """
    if on is not None and not dry_run:
        raise InputRefused("Only today's reminders can be queued. Look at another day: --dry-run")
    zone = ctx.config.zone
    if not dry_run:
        with ctx.database.writing() as db:
            # The people of a demonstration are invented, and so are their addresses.
            only = with_password(db) if ctx.config.demonstration else None
            queued = queue_reminders(db, now=ctx.now, today=ctx.today, zone=zone, only=only)
            db.commit()
        ctx.say(f"{queued} people are to be reminded today; the job loop sends it in its hours.")
        return
    day = on.date() if on else ctx.today
    if abs(day - ctx.today) > FURTHEST:
        raise click.BadParameter("that day is too far away", param_hint="--on")
    now = datetime.combine(day, time(7), zone).astimezone(UTC) if on else ctx.now
    with ctx.database.reading() as db:
        found = reminders_on(db, now=now, today=day, zone=zone)
    _say(ctx, found, day, names=names)


def _say(ctx: Context, found: DayOfReminders, day: date, *, names: bool) -> None:
    if not found.calendar.works(day):
        ctx.say(f"{day}: nobody is reminded on a weekend or a holiday.")
        return
    hours = f"{found.calendar.opens:%H:%M} to {found.calendar.closes:%H:%M}"
    ctx.say(f"{day}, {hours}: {len(found.reminding)} people would be written to.")
    for what, n in sorted(Counter(_counted(found.reminding)).items()):
        ctx.say(f"  {what}: {n}")
    for each in found.reminding if names else ():
        ctx.say(f"  {each.reader.number}  {each.reader.name}: {', '.join(_why(each))}")


def _counted(reminding: tuple[Reminding, ...]) -> list[str]:
    """Each occasion once a person, however many certificates it is about."""
    occasions = [{one.occasion.value for one in each.about} for each in reminding]
    told = ["told of others" for each in reminding if each.late]
    return [occasion for each in occasions for occasion in each] + told


def _why(each: Reminding) -> list[str]:
    why = [f"{one.certificate} {one.occasion} ({one.day})" for one in each.about]
    return why + ([f"told of {len(each.late)} long overdue"] if each.late else [])
