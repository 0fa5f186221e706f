"""What Human Resources sets, in words."""

from collections.abc import Mapping

from training.assignments.accommodations.kinds import INTERPRETER, PAPER, QUIZ_TIME
from training.assignments.standings.queries import PersonStanding
from training.assignments.status import Mark, Status
from training.content.queries import all_in_force, certificate_edition, module_edition
from training.errors import InputRefused
from training.learning.evidence.claims import CLASSROOM
from training.web.languages import language, t
from training.web.unit import db


def certificates() -> list[tuple[str, str]]:
    """The certificates in force, slug and title, by title."""
    found = all_in_force(db(), "certificate")
    titles = [(each.slug, certificate_edition(db(), each).title(language())) for each in found]
    return sorted(titles, key=lambda each: each[1])


def modules() -> list[tuple[str, str]]:
    """The modules in force, slug and title, by title."""
    found = all_in_force(db(), "module")
    titles = [(each.slug, module_edition(db(), each).title(language())) for each in found]
    return sorted(titles, key=lambda each: each[1])


def needs_in_words(values: Mapping[str, str]) -> list[str]:
    """What is set for somebody, a sentence each."""
    words = {
        QUIZ_TIME: t("{percent} % of the usual time for a quiz", percent=values.get(QUIZ_TIME, "")),
        INTERPRETER: t("An interpreter"),
        PAPER: t("Training on paper"),
    }
    return [words[kind] for kind in words if kind in values]


def standing_tags(standing: PersonStanding) -> list[tuple[str, str]]:
    """How somebody stands, and what is to be said beside it: the kind of each tag and its word."""
    words = {
        Status.TO_DO: ("due", t("To do")),
        Status.IN_PROGRESS: ("due", t("In progress")),
        Status.OVERDUE: ("overdue", t("Overdue")),
        Status.CURRENT: ("done", t("Current")),
        Status.UPDATE_DUE: ("due", t("Update due")),
        Status.RENEW_SOON: ("due", t("Renew soon")),
        Status.EXPIRED: ("overdue", t("Expired")),
        Status.REVOKED: ("overdue", t("Revoked")),
        Status.OUT_OF_DATE: ("overdue", t("Out of date")),
        Status.EXCUSED: ("info", t("Excused")),
    }
    beside = {
        Mark.PILOT: ("pilot", t("Pilot")),
        Mark.CLASSROOM: ("info", t("In a classroom")),
        Mark.UNDER_REVIEW: ("pilot", t("Under review")),
    }
    said = [words[standing.status]] if standing.status in words else []
    return said + [tag for mark, tag in beside.items() if mark in standing.marks]


def taken(kind: str) -> str:
    """Where some training was taken."""
    return t("in a classroom") if kind == CLASSROOM else t("elsewhere")


def said_of(refused: InputRefused) -> list[str]:
    """What is wrong, each fault with its place."""
    faults = [f"{t(each.where)}: {t(each.what)}" for each in refused.problems]
    return [t(refused.said), *faults] if faults else [t(refused.said)]
