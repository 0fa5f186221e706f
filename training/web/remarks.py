"""The questions of a sent attempt: what was answered, and why that is right or not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from training.content.edition import SectionView
from training.content.holds.paused import is_held
from training.content.models import Revision
from training.content.queries import module_edition
from training.learning.answers import begun, in_order, positions, typed, walk
from training.learning.models import Regrade
from training.learning.queries import Attempted, answered, held_sections
from training.learning.scoring import ItemScore, ReviewedItem, review
from training.people.queries import Person
from training.web.contact_words import filled
from training.web.languages import language, t
from training.web.reading import lineage_of_enrolment
from training.web.score_words import said_mark, said_why
from training.web.sheet import inline
from training.web.verdict import Recorded

Show = Callable[[str], Markup]


@dataclass(frozen=True, slots=True)
class Said:
    """A part of an answer, with what is said of it; `note` is in the interface's language.

    `scene` stands before what was chosen in it.
    """

    words: Markup | str
    feedback: Markup | str = ""
    note: str = ""
    scene: Markup | str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A question after sending: the parts of its answer, what explains it, where to read on.

    `mark` says in words whether it is right, and its points; `why` what kept it from all of them.
    `regraded` is why it was marked again: nothing is told then of what the wrong key said.
    `ending` is what is said of a scenario's end, in the interface's language. `held`: it asks about
    a section that is on hold, so neither it nor what explains it is told; `spoken` is the language
    of its words.
    """

    number: int
    item: str
    kind: str
    question: Markup
    score: ItemScore
    critical: bool
    mark: str
    why: str
    regraded: str
    parts: tuple[Said, ...]
    ending: str
    end: Said | None
    explanation: Markup
    sections: tuple[SectionView, ...]
    held: bool
    spoken: str

    @property
    def right(self) -> bool:
        """Whether nothing was missing or too much."""
        return self.score.right


def remarks_on(db: Session, person: Person, where: Attempted, record: Recorded) -> list[Remark]:
    """The questions of a sent attempt, in their order, with the points that are on record."""
    edition = module_edition(db, where.revision)
    lineage = lineage_of_enrolment(db, person, where.enrolment)
    found = answered(db, where.attempt.id)
    drawn = {each.item: each.option_order for each in found}
    answers = {each.item: each.value for each in found if each.n is not None}
    held = held_sections(db, where)
    sections = {
        each.id: each for each in edition.sections(lineage, language()) if each.id not in held
    }
    reviewed = [
        _as_recorded(each, record.items)
        for each in review(edition, drawn, answers, where.attempt.language)
    ]
    show = partial(filled, db, person)
    remarks = [
        _withheld(number, each)
        if is_held(each.view.covers, held)
        else remark_on(number, each, sections, show)
        for number, each in enumerate(reviewed, 1)
    ]
    if where.attempt.purged is not None:
        # What was answered is gone: nobody is told that they did not answer.
        remarks = [
            replace(each, mark=said_mark(each.score, answered=True), why="") for each in remarks
        ]
    regraded = record.regraded
    return [
        _marked_again(db, each, regraded[each.item], where.attempt.language, show)
        if each.item in regraded and not each.held
        else each
        for each in remarks
    ]


def _as_recorded(item: ReviewedItem, kept: Mapping[str, Sequence[Any]]) -> ReviewedItem:
    """With the score that was recorded, which outlasts the answers and a wrong key."""
    if item.view.id not in kept:
        return item
    points, of, right, safe = kept[item.view.id]
    score = ItemScore(
        item.view.id, float(points), float(of), bool(right), bool(safe), item.view.critical
    )
    return replace(item, score=score)


def _marked_again(
    db: Session, remark: Remark, regrade: Regrade, language: str, show: Show
) -> Remark:
    """What was answered, and of the reasons only those of the corrected text."""
    corrected = module_edition(db, db.get_one(Revision, regrade.revision_id))
    view = corrected.drawn_item(regrade.item, language)
    return replace(
        remark,
        why="",
        regraded=regrade.why,
        parts=tuple(Said(each.words, scene=each.scene) for each in remark.parts),
        ending="",
        end=Said("", scene=remark.end.scene) if remark.end else None,
        explanation=show(view.explanation_html),
    )


def _withheld(number: int, item: ReviewedItem) -> Remark:
    """What an answer brought, and no word of what nobody may follow now."""
    return Remark(
        number=number,
        item=item.view.id,
        kind=item.view.kind,
        question=Markup(""),
        score=item.score,
        critical=item.view.critical,
        mark=said_mark(item.score, answered=begun(item.view, item.value)),
        why="",
        regraded="",
        parts=(),
        ending="",
        end=None,
        explanation=Markup(""),
        sections=(),
        held=True,
        spoken=item.view.language,
    )


def remark_on(
    number: int, item: ReviewedItem, sections: Mapping[str, SectionView], show: Show
) -> Remark:
    """What is said of one answered question; `sections` are those to link, by id."""
    scenario = item.view.kind == "scenario" and begun(item.view, item.value)
    ending, end = _ending(item, show) if scenario else ("", None)
    return Remark(
        number=number,
        item=item.view.id,
        kind=item.view.kind,
        question=inline(show(item.view.stem_html)),
        score=item.score,
        critical=item.view.critical,
        mark=said_mark(item.score, answered=begun(item.view, item.value)),
        why=said_why(item),
        regraded="",
        parts=PARTS[item.view.kind](item, show) if begun(item.view, item.value) else (),
        ending=ending,
        end=end,
        explanation=show(item.view.explanation_html),
        sections=tuple(sections[each] for each in item.view.covers if each in sections),
        held=False,
        spoken=item.view.language,
    )


def _chosen(item: ReviewedItem, show: Show) -> tuple[Said, ...]:
    chosen = set(positions(item.value))
    options = [item.view.options[at] for at in item.order if at in chosen]
    return tuple(Said(inline(show(o.html)), inline(show(o.feedback_html))) for o in options)


def _several(item: ReviewedItem, show: Show) -> tuple[Said, ...]:
    """The options that were chosen; whether each is one of the right ones."""
    chosen = set(positions(item.value))
    told = (t("right"), t("not right"))
    options = [item.view.options[at] for at in item.order if at in chosen]
    return tuple(
        replace(said, note=told[0] if option.correct else told[1])
        for option, said in zip(options, _chosen(item, show), strict=True)
    )


def _ordered(item: ReviewedItem, show: Show) -> tuple[Said, ...]:
    """The lines as they were put; whether each stands where it belongs."""
    told = (t("in its place"), t("not in its place"))
    return tuple(
        Said(
            inline(show(item.view.options[at].html)),
            inline(show(item.view.options[at].feedback_html)),
            told[0] if positions(item.value)[at] == at + 1 else told[1],
        )
        for at in in_order(item.value)
    )


def _typed(item: ReviewedItem, _show: Show) -> tuple[Said, ...]:
    return (Said(typed(item.value)),)


def _walked(item: ReviewedItem, show: Show) -> tuple[Said, ...]:
    return tuple(
        Said(inline(show(done.html)), inline(show(done.feedback_html)), scene=show(scene.html))
        for scene, done in walk(item.view, item.value).steps
    )


PARTS = {
    "one": _chosen,
    "all": _several,
    "order": _ordered,
    "short": _typed,
    "attest": _typed,
    "scenario": _walked,
}


def _ending(item: ReviewedItem, show: Show) -> tuple[str, Said]:
    scene = walk(item.view, item.value).scene
    words = {
        "best": t("This is the best way for it to end."),
        "acceptable": t("It can end like this, and there is a better way."),
        "harmful": t("An end like this does harm."),
        "": t("You did not come to its end."),
    }
    return words[scene.result], Said("", show(scene.debrief_html), scene=show(scene.html))
