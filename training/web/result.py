"""What a quiz brought: the verdict, why for each wrong answer, and what happens next."""

from dataclasses import dataclass

from flask import redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.content.edition import Edition, SectionView
from training.content.queries import module_edition
from training.credentials.models import Credential
from training.credentials.queries import of_employee
from training.learning.attempts.queries import failures
from training.learning.disputes.queries import dispute_on
from training.learning.helping.queries import HELP_AFTER
from training.learning.limits import said_wait, wait_left
from training.learning.queries import Attempted, attempted
from training.learning.showing.rules import SHOWING
from training.people.queries import Person
from training.web.access import SIGNED_IN, access
from training.web.blueprint import ID, blueprint
from training.web.contact_words import filled
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render
from training.web.remarks import Remark, remarks_on
from training.web.score_words import said_number, said_points
from training.web.state import now
from training.web.unit import db
from training.web.verdict import Verdict, recorded, verdict_on

LIAISON = "{contact: liaison}"


@blueprint.get(f"/attempts/<{ID}:attempt_id>/result")
@access(SIGNED_IN)
def result(attempt_id: int) -> Response | str:
    """The result; before sending, the look over all answers."""
    where = attempted(db(), attempt_id, current().id)
    if where.attempt.submitted is None:
        return redirect(url_for("training.review_answers", attempt_id=attempt_id), 303)
    if where.attempt.number == SHOWING and where.enrolment.closed is None:
        return redirect(url_for("training.shown", module=where.enrolment.module), 303)
    record = recorded(db(), where)
    remarks = remarks_on(db(), current(), where, record)
    edition = module_edition(db(), where.revision)
    verdict = verdict_on(record, edition, [each.score for each in remarks])
    # Without answers and without their points there is nothing to say of any one question.
    known = where.attempt.purged is None or bool(record.items)
    credentials = _earned(db(), current(), where) if verdict.passed else []
    return render(
        "result.html",
        module=where.enrolment.module,
        title=edition.title(language()),
        score=verdict,
        points=said_points(verdict.points, verdict.of),
        needed=said_number(verdict.needed),
        again=record.again,
        said_points=said_points,
        purged=where.attempt.purged,
        credentials=credentials,
        renewed=any(each.replaces_id for each in credentials),
        next=_next(db(), where, edition, verdict),
        attempt_id=attempt_id,
        dispute=dispute_on(db(), attempt_id),
        **_questions(remarks, edition, verdict, known=known),
    )


def _questions(
    remarks: list[Remark], edition: Edition, verdict: Verdict, *, known: bool
) -> dict[str, object]:
    """What the page says of the questions; `known`: whether answers or their points are kept."""
    told = remarks if known and _is_told(edition, verdict) else []
    asks = not verdict.passed or any(each.held for each in remarks)
    return {
        "total": len(remarks),
        "liaison": filled(db(), current(), LIAISON) if asks else "",
        "wrong": [each for each in told if not each.right],
        "right": [each for each in told if each.right],
        "unsafe": known and any(each.critical and not each.score.safe for each in remarks),
        "to_read": _to_read(remarks) if known else [],
    }


@dataclass(frozen=True, slots=True)
class Next:
    """What can be done after an attempt that was not enough."""

    wait: str
    """When the next one may begin, in words; empty when it may now."""
    used_up: bool
    helps: bool
    """Whether a person should help before the next one."""


def _next(db: Session, where: Attempted, edition: Edition, verdict: Verdict) -> Next | None:
    """None where nothing is left to do."""
    if verdict.passed or verdict.practice or where.enrolment.closed is not None:
        return None
    left = wait_left(edition.wait, where.attempt.submitted, now())
    return Next(
        wait=t(said_wait(left)) if left else "",
        used_up=edition.attempts is not None and where.attempt.number >= edition.attempts,
        helps=failures(db, where.enrolment.id) >= HELP_AFTER,
    )


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
