"""What a quiz brought: the verdict, why for each wrong answer, and what happens next."""

from dataclasses import dataclass
from math import ceil

from flask import redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.content.edition import Edition, SectionView
from training.content.queries import module_edition
from training.credentials.models import Credential
from training.credentials.queries import of_employee
from training.learning.disputes.queries import dispute_on
from training.learning.queries import Attempted, attempted, score_of
from training.learning.showing.rules import SHOWING
from training.people.queries import Person
from training.web.access import SIGNED_IN, access
from training.web.blueprint import ID, blueprint
from training.web.contact_words import filled
from training.web.identity import current
from training.web.languages import language
from training.web.pages import render
from training.web.remarks import Remark, remarks_on
from training.web.unit import db


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an attempt brought, out of what it takes to pass. Practice only says the points."""

    points: float
    of: float
    needed: int
    passed: bool
    practice: bool


@blueprint.get(f"/attempts/<{ID}:attempt_id>/result")
@access(SIGNED_IN)
def result(attempt_id: int) -> Response | str:
    """The result; before sending, the look over all answers."""
    where = attempted(db(), attempt_id, current().id)
    if where.attempt.submitted is None:
        return redirect(url_for("training.review_answers", attempt_id=attempt_id), 303)
    if where.attempt.number == SHOWING and where.enrolment.closed is None:
        return redirect(url_for("training.shown", module=where.enrolment.module), 303)
    remarks = remarks_on(db(), current(), where)
    edition = module_edition(db(), where.revision)
    verdict = _verdict(db(), where, edition, remarks)
    told = remarks if _is_told(edition, verdict) else []
    credentials = _earned(db(), current(), where) if verdict.passed else []
    return render(
        "result.html",
        module=where.enrolment.module,
        edition=edition,
        title=edition.title(language()),
        total=len(remarks),
        liaison=filled(db(), current(), "{contact: liaison}"),
        score=verdict,
        wrong=[each for each in told if not each.right],
        right=[each for each in told if each.right],
        unsafe=any(each.critical and not each.score.safe for each in remarks),
        to_read=_to_read(remarks),
        credentials=credentials,
        renewed=any(each.replaces_id for each in credentials),
        finished=where.enrolment.closed is not None,
        attempt_id=attempt_id,
        dispute=dispute_on(db(), attempt_id),
    )


def _verdict(db: Session, where: Attempted, edition: Edition, remarks: list[Remark]) -> Verdict:
    """What was recorded; for practice, of which nothing is, what the answers are worth."""
    score = score_of(db, where.attempt.id)
    if score is not None:
        needed = ceil(score.of * edition.pass_share - 1e-9)
        return Verdict(score.points, score.of, needed, score.passed, practice=False)
    points, of = (
        sum(each.score.points for each in remarks),
        sum(each.score.of for each in remarks),
    )
    return Verdict(points, of, ceil(of), passed=False, practice=True)


def _is_told(edition: Edition, verdict: Verdict) -> bool:
    """Whether the author lets people see now why their answers are right or wrong."""
    if edition.feedback == "after passing":
        return verdict.passed or verdict.practice
    return edition.feedback == "after each attempt"


def _to_read(remarks: list[Remark]) -> list[SectionView]:
    """The sections behind what was wrong, each once."""
    found = {one.id: one for each in remarks if not each.right for one in each.sections}
    return list(found.values())


def _earned(db: Session, person: Person, where: Attempted) -> list[Credential]:
    """The certificates that rest on this module's revision."""
    pair = (where.enrolment.module, where.revision.number)
    return [
        each
        for each in of_employee(db, person.id)
        if pair in {(one["slug"], one["revision"]) for one in each.facts["modules"]}
    ]
