"""`training report`: who in a department is done, due and overdue."""

import click
from rich.table import Table

from training.cli.context import Context, pass_context
from training.reporting.department import Report, department_report
from training.reporting.export import report_csv
from training.text import translator


@click.command()
@click.argument("department")
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values for a spreadsheet.")
@pass_context
def report(ctx: Context, department: str, as_csv: bool) -> None:
    """Who in a DEPARTMENT (its short name, such as abq-ride) is done, due and overdue."""
    with ctx.database.reading() as db:
        found = department_report(db, department, at=ctx.now, today=ctx.today)
    if as_csv:
        click.echo(report_csv(found, translator("en"), ctx.config.zone), nl=False)
        return
    ctx.console.print(_table(found))


def _table(found: Report) -> Table:
    counts = ", ".join(f"{n} {status}" for status, n in found.counts.most_common())
    name = found.department.name("en") if found.department else ""
    table = Table("Number", "Name", "Certificate", "Due", "Status", title=f"{name}: {counts}")
    for row in found.rows:
        table.add_row(row.number, row.name, row.certificate, str(row.due or ""), row.status.value)
    return table
