"""What a quiz brought: the verdict, why for each wrong answer, and what happens next."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import ceil

from flask import redirect, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.content.edition import SectionView
from training.content.queries import module_edition
from training.credentials.models import Credential
from training.credentials.queries import of_employee
from training.learning.queries import Attempted, answers_of, attempted, items_of, score_of
from training.learning.scoring import ReviewedItem, review
from training.people.queries import Person
from training.web.access import SIGNED_IN, access
from training.web.blueprint import ID, blueprint
from training.web.contact_words import filled
from training.web.identity import current
from training.web.languages import language
from training.web.pages import render
from training.web.reading import lineage_of_enrolment
from training.web.sheet import inline
from training.web.unit import db


@dataclass(frozen=True, slots=True)
class Remark:
    """A question after sending: each chosen answer with its feedback, and where to read on."""

    number: int
    question: Markup
    right: bool
    critical: bool
    chosen: tuple[tuple[Markup, Markup, bool], ...]
    explanation: Markup
    sections: tuple[SectionView, ...]


@blueprint.get(f"/attempts/<{ID}:attempt_id>/result")
@access(SIGNED_IN)
def result(attempt_id: int) -> Response | str:
    """The result; before sending, the look over all answers."""
    where = attempted(db(), attempt_id, current().id)
    score = score_of(db(), attempt_id)
    if score is None:
        return redirect(url_for("training.review_answers", attempt_id=attempt_id), 303)
    remarks = remarks_on(db(), current(), where)
    edition = module_edition(db(), where.revision)
    return render(
        "result.html",
        module=where.enrolment.module,
        edition=edition,
        title=edition.title(language()),
        spoken=where.attempt.language,
        score=score,
        needed=ceil(score.of * edition.pass_share - 1e-9),
        wrong=[each for each in remarks if not each.right],
        right=[each for each in remarks if each.right],
        to_read=_to_read(remarks),
        credentials=_earned(db(), current(), where) if score.passed else [],
        finished=where.enrolment.closed is not None,
    )


def remarks_on(db: Session, person: Person, where: Attempted) -> list[Remark]:
    """The questions of a sent attempt, in their order."""
    edition = module_edition(db, where.revision)
    lineage = lineage_of_enrolment(db, person, where.enrolment)
    drawn = {each.item: each.option_order for each in items_of(db, where.attempt.id)}
    answers = {
        item: frozenset(each.value) for item, each in answers_of(db, where.attempt.id).items()
    }
    sections = {each.id: each for each in edition.sections(lineage, language())}
    reviewed = review(edition, drawn, answers, lineage, where.attempt.language)
    show = partial(filled, db, person)
    return [_remark(number, each, sections, show) for number, each in enumerate(reviewed, 1)]


def _remark(
    number: int,
    item: ReviewedItem,
    sections: dict[str, SectionView],
    show: Callable[[str], Markup],
) -> Remark:
    options = item.view.options
    return Remark(
        number,
        inline(show(item.view.stem_html)),
        item.score.right,
        item.view.critical,
        tuple(
            (
                inline(show(options[at].html)),
                inline(show(options[at].feedback_html)),
                options[at].correct,
            )
            for at in item.order
            if at in item.chosen
        ),
        show(item.view.explanation_html),
        tuple(sections[each] for each in item.view.covers if each in sections),
    )


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
