"""A supervisor's own people: who needs a word, who is done, and the same for a spreadsheet."""

from flask import Response

from training.reporting.department import team_report
from training.reporting.export import report_csv
from training.web.access import SUPERVISOR, access
from training.web.blueprint import address, blueprint
from training.web.helping import in_team
from training.web.identity import current
from training.web.languages import t_of_request
from training.web.looks import write_down
from training.web.pages import render
from training.web.staff_tables import in_tables
from training.web.state import now, state, today
from training.web.unit import db


@blueprint.get("/team")
@access(SUPERVISOR)
def team() -> str:
    """The people whose supervisor one is, those who need a word first."""
    report = team_report(db(), current().id, at=now(), today=today())
    return render(
        "staff/team.html",
        report=report,
        **in_tables(report.rows),
        several=len({row.certificate for row in report.rows}) > 1,
        csv=address("training.team_csv"),
        today=today(),
        stuck=in_team(),
    )


@blueprint.get("/team.csv")
@access(SUPERVISOR)
def team_csv() -> Response:
    """The same people as a file for a spreadsheet; that it was taken is written down first."""
    report = team_report(db(), current().id, at=now(), today=today())
    body = report_csv(report, t_of_request(), state().config.zone).encode("utf-8-sig")
    write_down("reporting:team:exported", rows=len(report.rows))
    response = Response(body, mimetype="text/csv")
    name = f"team-{today().isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
