"""The questions of a module on paper: every answer, which are right, and what is said of each."""

from collections.abc import Iterator

from training.content.module import Module
from training.content.packet.answers import asked
from training.content.packet.citing import Citations
from training.content.packet.parts import (
    Heading,
    Part,
    paragraph,
    said,
)
from training.content.packet.units import Subject, Unit, gone, told, unit
from training.content.quiz_file import PoolPart
from training.content.quiz_item import Item as Question
from training.content.variants import spanish_item

KINDS = {
    "one": "choose one answer",
    "all": "choose all that are right",
    "order": "put in order",
    "short": "write a short answer",
    "attest": "a statement to sign with one’s name",
    "scenario": "a scenario",
}
USES = {
    "check": "kept for checks weeks later",
    "held-out": "kept for measuring, never drawn for a quiz",
}


def question_units(subject: Subject) -> Iterator[Unit]:
    """Every pool of the quiz, then what is there no more."""
    quiz = subject.module.quiz
    for number, pool in enumerate(quiz.pools if quiz else (), 1):
        yield _pool(subject, pool, number)
    now = {each for item in _questions(subject.module) for each in _ids(item)}
    lost = [each for each in _questions(subject.was) if each.id not in now]
    if lost:
        yield _removed(lost)


def _questions(module: Module | None) -> tuple[Question, ...]:
    return module.quiz.items if module and module.quiz else ()


def _ids(item: Question) -> list[str]:
    return [item.id, *(each for each in item.was.split(",") if each)]


def _pool(subject: Subject, pool: PoolPart, number: int) -> Unit:
    cites = Citations()
    parts = [part for item in pool.items for part in _question(subject, item, cites)]
    many = len(pool.items)
    drawn = f"{pool.draw} of {many} questions are asked" if pool.draw else "all are asked"
    return unit(
        key=f"pool:{number}",
        title=f"Questions: {pool.title or 'all'}",
        about=f"{drawn[0].upper()}{drawn[1:]} in each attempt; critical ones always.",
        parts=cites.settle(tuple(parts), compared=subject.was is not None),
    )


def _question(subject: Subject, item: Question, cites: Citations) -> Iterator[Part]:
    old = next((each for each in _questions(subject.was) if each.id in _ids(item)), None)
    yield Heading(3, said(f"Question “{item.id}”"))
    about = paragraph(_about(subject, item), quiet=True)
    was = paragraph(_about(subject, old), quiet=True) if old else None
    yield from subject.compare((was,) if was else None, (about,))
    yield from subject.compare(
        asked(old, cites.before(old.notes), "en") if old else None,
        asked(item, cites.present(item.notes), "en"),
    )
    yield Heading(4, said("In Spanish"))
    spanish = spanish_item(subject.module, item)
    if spanish is None:
        yield paragraph("No Spanish is made from this English yet; readers see the English.")
        return
    before = spanish_item(subject.was, old) if subject.was and old else None
    parts = subject.compare(
        asked(before, cites.before(before.notes), "es") if before else None,
        asked(spanish, cites.present(spanish.notes), "es"),
    )
    yield from told("es", parts)


def _about(subject: Subject, item: Question) -> str:
    facts = [KINDS.get(item.kind, item.kind)]
    facts += ["critical: failing it fails the quiz"] if item.critical else []
    facts += [f"{item.points:g} points"] if item.points != 1 else []
    facts += [USES[item.use]] if item.use in USES else []
    facts += [f"only for {subject.named(item.departments)}"] if item.departments else []
    facts += [f"covers {', '.join(item.covers)}"] if item.covers else []
    facts += [f"serves {', '.join(item.serves)}"] if item.serves else []
    facts += [f"rests on {', '.join(item.policy)}"] if item.policy else []
    text = " · ".join(facts)
    return text[0].upper() + text[1:]


def _removed(lost: list[Question]) -> Unit:
    cites = Citations()
    parts: list[Part] = []
    for each in lost:
        parts.append(Heading(3, said(f"Question “{each.id}”")))
        parts += gone(asked(each, cites.before(each.notes), "en"))
    about = "These questions were there at the last approval and are there no more."
    return unit(
        "removed:questions", "Questions removed", about, cites.settle(tuple(parts), compared=True)
    )
