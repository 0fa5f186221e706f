"""`training roster import`: who works where, from HR's file."""

from pathlib import Path

import click
from rich.table import Table

from training.cli.context import Context, pass_context
from training.flows.import_roster import HR, import_roster, plan_roster
from training.people.plan import Change, RosterPlan


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
        ctx.console.print(_table(plan))
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
        )
        db.commit()
    ctx.say(_summary(plan))


def _table(plan: RosterPlan) -> Table:
    table = Table("Number", "Name", "What happens", "What differs")
    for each in plan.changes:
        table.add_row(each.number, each.name, each.kind, _differs(plan, each))
    return table


def _differs(plan: RosterPlan, change: Change) -> str:
    columns = ", ".join(each.replace("_", " ") for each in change.fields)
    move = plan.move(change)
    return f"{columns} (from {move[0]} to {move[1]})" if move else columns


def _summary(plan: RosterPlan) -> str:
    counts = ", ".join(f"{n} {what}" for what, n in plan.counts.items())
    ignored = f" Columns not read: {', '.join(plan.ignored)}." if plan.ignored else ""
    return f"{plan.rows} people in the file: {counts}.{ignored}"
