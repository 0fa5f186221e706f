"""The questions of a sent attempt: what was answered, and why that is right or not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from sqlalchemy.orm import Session

from training.content.edition import SectionView
from training.content.holds.paused import is_held
from training.content.queries import module_edition
from training.learning.answers import begun, in_order, positions, typed, walk
from training.learning.queries import Attempted, answers_of, held_sections, items_of
from training.learning.scoring import ItemScore, ReviewedItem, review
from training.people.queries import Person
from training.web.contact_words import filled
from training.web.languages import language, t
from training.web.reading import lineage_of_enrolment
from training.web.sheet import inline

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

    `ending` is what is said of a scenario's end, in the interface's language. `held`: it asks about
    a section that is on hold, so neither it nor what explains it is told; `spoken` is the language
    of its words.
    """

    number: int
    kind: str
    question: Markup
    score: ItemScore
    critical: bool
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


def remarks_on(db: Session, person: Person, where: Attempted) -> list[Remark]:
    """The questions of a sent attempt, in their order."""
    edition = module_edition(db, where.revision)
    lineage = lineage_of_enrolment(db, person, where.enrolment)
    drawn = {each.item: each.option_order for each in items_of(db, where.attempt.id)}
    answers = {item: each.value for item, each in answers_of(db, where.attempt.id).items()}
    held = held_sections(db, where)
    sections = {
        each.id: each for each in edition.sections(lineage, language()) if each.id not in held
    }
    reviewed = review(edition, drawn, answers, where.attempt.language)
    show = partial(filled, db, person)
    return [
        _withheld(number, each)
        if is_held(each.view.covers, held)
        else remark_on(number, each, sections, show)
        for number, each in enumerate(reviewed, 1)
    ]


def _withheld(number: int, item: ReviewedItem) -> Remark:
    """What an answer brought, and no word of what nobody may follow now."""
    return Remark(
        number=number,
        kind=item.view.kind,
        question=Markup(""),
        score=item.score,
        critical=item.view.critical,
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
        kind=item.view.kind,
        question=inline(show(item.view.stem_html)),
        score=item.score,
        critical=item.view.critical,
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
    "all": _chosen,
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
