"""The register of clauses: what rests on each of them, and how many people are certified on it."""

import csv
import io
from dataclasses import dataclass

from flask import Response, request
from sqlalchemy.orm import Session

from training.content.placed import ITEM, SECTION
from training.content.queries import certificate_edition, in_force, module_edition
from training.reporting.clauses.register import entry, register
from training.reporting.clauses.rules import Entry, Rests
from training.reporting.export import safe_cell
from training.web.access import access
from training.web.blueprint import blueprint
from training.web.languages import language, t
from training.web.pages import render
from training.web.publishing.footing import READERS, revision_title
from training.web.publishing.part_titles import part_titles
from training.web.state import now, today
from training.web.unit import db

LOOKERS = (*READERS, "auditor")
HERE = "/content/clauses"


@dataclass(frozen=True, slots=True)
class Shown:
    """What of one revision rests on a clause, by title."""

    rests: Rests
    title: str
    sections: tuple[tuple[str, str], ...]
    """Ids and titles."""
    questions: tuple[tuple[str, str], ...]


@blueprint.get(HERE)
@access(*LOOKERS, scope="none")
def text_clauses() -> str:
    """Every clause that a text in force rests on; folded, those that only older ones did."""
    found = register(db(), now=now(), today=today())
    return render(
        "content/clauses.html",
        entries=[each for each in found if each.in_force],
        gone=[each for each in found if not each.in_force],
        shown=lambda each: [_shown(db(), one) for one in each.in_force],
        certificate_title=lambda slug: _certificate(db(), slug),
    )


@blueprint.get(f"{HERE}/one")
@access(*LOOKERS, scope="none")
def text_clause() -> str:
    """One clause: the texts in force that rest on it, older ones that did, and for whom."""
    found = entry(db(), request.args.get("clause", ""), now=now(), today=today())
    return render(
        "content/clause.html",
        entry=found,
        shown=[_shown(db(), one) for one in found.in_force],
        older=[_shown(db(), one) for one in found.older],
        certificate_title=lambda slug: _certificate(db(), slug),
    )


@blueprint.get(f"{HERE}.csv")
@access(*LOOKERS, scope="none")
def text_clauses_csv() -> Response:
    """The register as a file for a spreadsheet: a row for each section and question."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            t("Clause"),
            t("Module"),
            t("Revision"),
            t("Kind"),
            t("Short name"),
            t("Title"),
            t("People certified"),
            t("Certificates"),
        ]
    )
    for each in register(db(), now=now(), today=today()):
        for row in _rows(db(), each):
            writer.writerow([safe_cell(cell) for cell in row])
    # The mark at the beginning tells Excel that this is UTF-8.
    response = Response(out.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    name = f"clauses-{today().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(session: Session, each: Entry) -> list[list[str]]:
    people = str(each.certified.people)
    certificates = ", ".join(_certificate(session, slug) for slug in each.certified.by_certificate)
    found: list[list[str]] = []
    for one in each.in_force:
        shown = _shown(session, one)
        parts = [(t("Section"), *pair) for pair in shown.sections]
        parts += [(t("Question"), *pair) for pair in shown.questions]
        number = str(one.revision.number)
        found += [[each.clause, shown.title, number, *part, people, certificates] for part in parts]
    return found


def _shown(session: Session, rests: Rests) -> Shown:
    titles = part_titles(module_edition(session, rests.revision).module)
    pairs = [(each.partition(":")[2], titles.get(each, each)) for each in rests.parts]
    return Shown(
        rests,
        revision_title(session, rests.revision),
        tuple(p for p, part in zip(pairs, rests.parts, strict=True) if part.startswith(SECTION)),
        tuple(p for p, part in zip(pairs, rests.parts, strict=True) if part.startswith(ITEM)),
    )


def _certificate(session: Session, slug: str) -> str:
    found = in_force(session, "certificate", slug)
    return certificate_edition(session, found).title(language()) if found else slug
