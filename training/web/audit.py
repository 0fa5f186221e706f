"""The auditor's page: who did what to whom, searched; and the same for a spreadsheet."""

from flask import Response, request
from wtforms import DateField, Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from training.audit.head import newest_head
from training.audit.sealing import waiting
from training.errors import InputRefused, Said
from training.reporting.events import Search, Selected, select_events
from training.reporting.events_export import events_csv
from training.web.access import access, reason_given
from training.web.audit_words import area, phrase, phrases, role_word
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import t, t_of_request
from training.web.looks import write_down
from training.web.pages import render
from training.web.paging import ROWS, Part, place
from training.web.reasons import reasons
from training.web.state import now, state
from training.web.unit import db

MOST_ROWS = 50_000
"""In one file; a spreadsheet gets slow with more."""


@blueprint.get("/audit")
@access("auditor")
def audit() -> str:
    """A page of what was written down, newest first; that it was looked at is written down too."""
    search = Search.read(request.args)
    found = select_events(db(), search, zone=state().config.zone)
    total = found.count(db())
    page, pages, start = place(total, request.args.get("page", ""))
    events = found.events(db(), start=start, most=ROWS)
    head, unsealed = newest_head(db()), waiting(db())
    _write_down("reporting:audit:searched", search, found, page=page, rows=len(events))
    return render(
        "audit/search.html",
        shown=Part(events, page, pages, min(start + 1, total), total),
        search=search,
        nobody=bool(search.person) and not found.people,
        form=_form(search),
        reason=reasons()[reason_given(current()) or "review"],
        phrase=phrase,
        role_word=role_word,
        moment=lambda at: t_of_request().second(at, state().config.zone),
        head=head,
        unsealed=unsealed,
        csv=address("training.audit_csv", **search.asked),
        here_with=lambda **more: address("training.audit", **search.asked, **more),
    )


@blueprint.get("/audit.csv")
@access("auditor")
def audit_csv() -> Response:
    """All that the search finds as a file; that it was taken is written down first."""
    search = Search.read(request.args)
    zone = state().config.zone
    found = select_events(db(), search, zone=zone)
    total = found.count(db())
    if total > MOST_ROWS:
        raise InputRefused(
            Said(
                "That is {n:,} rows; a file holds {most:,}. Choose fewer days.",
                n=total,
                most=MOST_ROWS,
            )
        )
    rows = found.events(db(), start=0, most=MOST_ROWS)
    # The mark at the beginning tells Excel that this is UTF-8.
    body = events_csv(rows, t_of_request(), zone, phrase).encode("utf-8-sig")
    _write_down("reporting:audit:exported", search, found, rows=len(rows))
    response = Response(body, mimetype="text/csv")
    name = f"audit-{now().astimezone(zone).date().isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _write_down(act: str, search: Search, found: Selected, **facts: int) -> None:
    """Keep who was looked for, by id, and never what was typed."""
    whom = {"employee": found.people[0]} if len(found.people) == 1 else {}
    write_down(act, filters=sorted(search.asked), **facts, **whom)


def _form(search: Search) -> Form:
    """The search, with every act there is to choose from, area by area."""
    acts = [SelectChoice(act, words, optgroup=area(act)) for act, words in phrases().items()]

    class SearchForm(Form):  # type: ignore[misc]
        person = StringField(
            t("Name or employee number"), render_kw={"autocomplete": "off", "maxlength": 100}
        )
        act = SelectField(
            t("What was done"),
            choices=[SelectChoice("", t("Anything")), *acts],
        )
        since = DateField(t("From"))
        until = DateField(t("Until"))

    return SearchForm(
        data={
            "person": search.person,
            "act": search.act,
            "since": search.since,
            "until": search.until,
        }
    )
