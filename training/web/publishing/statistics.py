"""What first attempts tell about the questions of a module: for its authors, without any name."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from training.content.plain import plain
from training.content.queries import revisions
from training.content.words import fill
from training.errors import NotFound
from training.learning.statistics.flags import Flag, Why, flags
from training.learning.statistics.groups import FEWEST, Shown, shown
from training.learning.statistics.measures import Measures, measured
from training.learning.statistics.options import Chosen, chosen_by
from training.learning.statistics.queries import Wording, wordings
from training.people.departments.queries import departments
from training.reporting.export import safe_cell
from training.web.access import access
from training.web.blueprint import blueprint
from training.web.languages import language, t
from training.web.pages import render
from training.web.publishing.beside import language_names
from training.web.publishing.footing import AUTHORS, revision_title
from training.web.publishing.statistics_words import (
    flag_words,
    share_words,
    tells_apart_words,
    time_words,
)
from training.web.state import today
from training.web.unit import db

HERE = "/content/module/<slug>/statistics"


@dataclass(frozen=True, slots=True)
class Line:
    """A question in one wording, in figures."""

    wording: Wording
    measures: Measures
    chosen: list[Chosen]
    flags: list[Flag]

    @property
    def asks(self) -> str:
        """The first words of it."""
        return plain(self.wording.view.stem_html).partition("\n")[0] or self.wording.view.id

    @property
    def is_told(self) -> bool:
        """Whether enough people answered it to say anything."""
        return self.measures.people >= FEWEST

    @property
    def number(self) -> int:
        """The newest revision that has it so."""
        return max(self.wording.revisions.values())


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The same figures by department, language or revision."""

    caption: str
    by: str
    shown: Shown[Any]
    name: Callable[[Any], str]

    @property
    def says_more(self) -> bool:
        """Whether it says more than the figures of all."""
        return bool(self.shown.alone) and len(self.shown.alone) + len(self.shown.together) > 1

    @property
    def together(self) -> list[str]:
        """Those by name that are too small to be shown alone."""
        return sorted(self.name(each) for each in self.shown.together)


@blueprint.get(HERE)
@access(*AUTHORS)
def text_statistics(slug: str) -> str:
    """The questions of a module as they stand now, those to look at first."""
    found = _lines(db(), slug)
    now_asked = [each for each in found if each.wording.asked_now]
    return render(
        "content/statistics.html",
        title=_title(db(), slug),
        slug=slug,
        lines=sorted(now_asked, key=_gravest_first),
        older=[each for each in found if not each.wording.asked_now and each.is_told],
        fewest=FEWEST,
        **_words(),
    )


@blueprint.get(f"{HERE}/<item>")
@access(*AUTHORS)
def text_statistics_item(slug: str, item: str) -> str:
    """One question: who chose what, and how it does by department, language and revision."""
    found = [each for each in _lines(db(), slug) if each.wording.view.id == item]
    wanted = request.args.get("revision", "")
    line = next((each for each in found if wanted in _numbers(each)), None)
    if not wanted and found:
        line = found[0]
    if line is None:
        raise NotFound("There is no such question.")
    return render(
        "content/statistics_item.html",
        title=_title(db(), slug),
        slug=slug,
        line=line,
        others=[each for each in found if each is not line],
        breakdowns=_breakdowns(db(), line.wording) if line.is_told else [],
        fewest=FEWEST,
        fill=lambda html: fill(html, {}),
        plain=plain,
        **_words(),
    )


@blueprint.get(f"{HERE}.csv")
@access(*AUTHORS)
def text_statistics_csv(slug: str) -> Response:
    """The same as a file for a spreadsheet: a row for each wording of each question."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            t("Short name"),
            t("Question"),
            t("Revisions"),
            t("First attempts"),
            t("Got it right"),
            t("Tells people apart"),
            t("Seconds"),
            t("Worth a look"),
        ]
    )
    for each in _lines(db(), slug):
        writer.writerow(_cells(each))
    # The mark at the beginning tells Excel that this is UTF-8.
    response = Response(out.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    name = f"statistics-{slug}-{today().isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _cells(line: Line) -> list[str]:
    told, few = line.measures, t("fewer than {n}", n=FEWEST)
    figures = [few, "", "", ""]
    if line.is_told:
        shares = (told.difficulty, told.discrimination)
        figures = [str(told.people), *("" if each is None else f"{each:.3f}" for each in shares)]
        figures.append("" if told.seconds is None else f"{told.seconds:g}")
    numbers = ", ".join(str(each) for each in sorted(line.wording.revisions.values()))
    return [
        safe_cell(line.wording.view.id),
        safe_cell(line.asks),
        numbers,
        # A figure below zero is no formula.
        *figures,
        safe_cell(" ".join(flag_words(each) for each in line.flags)),
    ]


def _lines(session: Session, slug: str) -> list[Line]:
    return [_line(each) for each in wordings(session, slug, language())]


def _line(wording: Wording) -> Line:
    rows = wording.rows
    told, chosen = measured(rows), chosen_by(wording.view, rows)
    return Line(wording, told, chosen, flags(wording.view, told, chosen))


def _gravest_first(line: Line) -> int:
    """The order of the text where nothing is to be looked at."""
    return min((each.why.value for each in line.flags), default=len(Why) + 1)


def _breakdowns(session: Session, wording: Wording) -> list[Breakdown]:
    places = {each.id: each.name(language()) for each in departments(session)}
    numbers = wording.revisions
    found = [
        Breakdown(
            t("By department"),
            t("Department"),
            shown(wording.by("department_id")),
            places.__getitem__,
        ),
        Breakdown(
            t("By language"),
            t("Language"),
            shown(wording.by("language")),
            language_names().__getitem__,
        ),
        Breakdown(
            t("By revision"),
            t("Revision"),
            shown(wording.by("revision_id")),
            lambda each: t("Revision {number}", number=numbers[each]),
        ),
    ]
    return [each for each in found if each.says_more]


def _numbers(line: Line) -> set[str]:
    return {str(each) for each in line.wording.revisions.values()}


def _title(session: Session, slug: str) -> str:
    found = revisions(session, "module", slug)
    if not found:
        raise NotFound("There is no such text.")
    return revision_title(session, found[0])


def _words() -> dict[str, Any]:
    return {
        "flag_words": flag_words,
        "share_words": share_words,
        "tells_apart_words": tells_apart_words,
        "time_words": time_words,
    }
