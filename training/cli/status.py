"""`training status`: who was certified on any day, by department or person by person."""

import csv
import io
import json
from datetime import date, datetime, time, timedelta

import click
from rich.table import Table

from training.cli.context import Context, pass_context
from training.reporting.city import city_counts
from training.reporting.department import Report, department_report
from training.reporting.export import safe_cell

COLUMNS = ("number", "name", "certificate", "due", "status", "marks", "update_due", "serial")


@click.command()
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="A past day; today if none.")
@click.option("--department", metavar="SLUG", help="Person by person, such as abq-ride.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
)
@pass_context
def status(ctx: Context, day: datetime | None, department: str | None, style: str) -> None:
    """How people stand with their certificates, at the end of a past day or now."""
    today, at = ctx.today, ctx.now
    if day is not None and day.date() != today:
        if day.date() > today:
            raise click.BadParameter("that day has not been yet", param_hint="--on")
        today = day.date()
        midnight = datetime.combine(today + timedelta(days=1), time(), ctx.config.zone)
        at = midnight - timedelta(microseconds=1)
    with ctx.database.reading() as db:
        if department is None:
            found = city_counts(db, at=at, today=today)
            rows = [
                {"department": each.department.slug, "people": each.people}
                | {counted.value: n for counted, n in sorted(each.counts.items())}
                for each in found
                if each.people
            ]
            columns = list(dict.fromkeys(name for row in rows for name in row))
        else:
            rows = _people(department_report(db, department, at=at, today=today))
            columns = list(COLUMNS)
    _say(ctx, rows, columns, style, today)


def _people(report: Report) -> list[dict[str, object]]:
    return [
        {
            "number": row.number,
            "name": row.name,
            "certificate": row.certificate,
            "due": _day(row.due),
            "status": row.status.value,
            "marks": ", ".join(sorted(row.standing.marks)),
            "update_due": _day(row.standing.update_due),
            "serial": row.credential.serial if row.credential else "",
        }
        for row in report.rows
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _say(
    ctx: Context, rows: list[dict[str, object]], columns: list[str], style: str, day: date
) -> None:
    if style == "json":
        click.echo(json.dumps({"on": day.isoformat(), "rows": rows}, ensure_ascii=False, indent=2))
        return
    cells = [[str(row.get(each, "")) for each in columns] for row in rows]
    if style == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([columns, *map(_safe, cells)])
        click.echo(out.getvalue(), nl=False)
        return
    table = Table(*columns, title=f"As of {day.isoformat()}")
    for each in cells:
        table.add_row(*each)
    ctx.console.print(table)


def _safe(cells: list[str]) -> list[str]:
    return [safe_cell(each) for each in cells]
