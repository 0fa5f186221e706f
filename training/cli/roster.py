"""`training roster import`: who works where, from HR's file."""

from pathlib import Path

import click

from training.cli.context import Context, pass_context
from training.flows.import_roster import HR, import_roster, plan_roster
from training.people.roster.plan import Change, RosterPlan


@click.group()
def roster() -> None:
    """The people of the City, as HR's files have them."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, person by person.")
@click.option("--source", default=HR, show_default=True, help="Whose file it is.")
@click.option(
    "--allow-leavers",
    default=0,
    type=click.IntRange(min=0),
    metavar="N",
    help="Deactivate up to N people although that is more than a tenth.",
)
@pass_context
def import_command(
    ctx: Context, file: Path, dry_run: bool, source: str, allow_leavers: int
) -> None:
    """Import a roster FILE (CSV), whole or not at all.

    People of the same source whom the file leaves out are deactivated; nobody is deleted.
    """
    data = file.read_bytes()
    if dry_run:
        with ctx.database.reading() as db:
            plan = plan_roster(db, data, source=source, today=ctx.today)
        for each in plan.changes:
            ctx.say(_line(plan, each))
        ctx.say(f"{_summary(plan)} This was a dry run: nothing was changed.")
        if refusal := plan.refusal(allow_leavers):
            ctx.say(refusal)
        return
    with ctx.database.writing() as db:
        plan = import_roster(
            db,
            data,
            source=source,
            allow_leavers=allow_leavers,
            by=None,
            now=ctx.now,
            today=ctx.today,
            zone=ctx.config.zone,
        )
        db.commit()
    ctx.say(_summary(plan))


def _line(plan: RosterPlan, change: Change) -> str:
    columns = ", ".join(each.replace("_", " ") for each in change.fields)
    move = plan.move(change)
    way = f" (from {move[0]} to {move[1]})" if move else ""
    return f"{change.kind:8} {change.number} {change.name}{': ' if columns else ''}{columns}{way}"


def _summary(plan: RosterPlan) -> str:
    counts = ", ".join(f"{n} {what}" for what, n in plan.counts.items())
    ignored = f" Columns not read: {', '.join(plan.ignored)}." if plan.ignored else ""
    people = "1 person" if plan.rows == 1 else f"{plan.rows} people"
    return f"{people} in the file: {counts}.{ignored}"
