"""The questions of a module on paper: every answer, which are right, and what is said of each."""

from collections.abc import Iterator, Sequence

from training.content.module import Module
from training.content.packet.citing import Citations
from training.content.packet.parts import (
    Box,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Parts,
    Span,
    paragraph,
    said,
)
from training.content.packet.reading import QUOTED, Key, read, read_line
from training.content.packet.units import Subject, Unit, gone, told, unit
from training.content.quiz_file import PoolPart
from training.content.quiz_item import Item as Question
from training.content.scenario import Choice, Scene
from training.content.variants import spanish_item

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RIGHT, WRONG = "CORRECT", "INCORRECT"
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
RESULTS = {
    "best": f"{RIGHT}, the best end",
    "acceptable": "ACCEPTABLE",
    "harmful": f"{WRONG}, harmful",
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
        _parts(old, cites.was(old.notes)) if old else None, _parts(item, cites.now(item.notes))
    )
    yield Heading(4, said("In Spanish"))
    spanish = spanish_item(subject.module, item)
    if spanish is None:
        yield paragraph("No Spanish is made from this English yet; readers see the English.")
        return
    before = spanish_item(subject.was, old) if subject.was and old else None
    parts = subject.compare(
        _parts(before, cites.was(before.notes)) if before else None,
        _parts(spanish, cites.now(spanish.notes)),
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


def _parts(item: Question, key: Key) -> Parts:
    path = item.notes.path
    parts: list[Part] = [*_bold_first(read(item.stem, path, key))]
    if item.kind == "scenario":
        parts += [part for each in item.scenes for part in _scene(each, path, key)]
    elif item.kind == "short":
        parts.append(_answers([(RIGHT, (paragraph(each),)) for each in item.accepted]))
    elif item.kind == "order":
        parts.append(paragraph(f"The {RIGHT} order:", quiet=True))
        parts.append(
            Listing(
                "numbers",
                tuple(
                    Item(said(f"{number}."), _option(each.text, each.feedback, path, key))
                    for number, each in enumerate(item.options, 1)
                ),
            )
        )
    elif item.options:
        parts.append(
            _answers(
                [
                    (RIGHT if each.correct else WRONG, _option(each.text, each.feedback, path, key))
                    for each in item.options
                ]
            )
        )
    for label, text in (("Hint: ", item.hint), ("Why: ", item.explanation)):
        if text:
            parts.append(Box(QUOTED, _led(label, read(text, path, key))))
    return tuple(parts)


def _bold_first(parts: Parts) -> Parts:
    if not parts or not isinstance(parts[0], Paragraph):
        return parts
    bold = tuple(
        Span(each.text, True, each.italic, each.code, each.link, each.note)
        for each in parts[0].spans
    )
    return (Paragraph(bold), *parts[1:])


def _answers(answers: Sequence[tuple[str, Parts]]) -> Listing:
    return Listing(
        "verdicts",
        tuple(
            Item((Span(f"{LETTERS[at % 26]}  "), Span(verdict, bold=True)), parts)
            for at, (verdict, parts) in enumerate(answers)
        ),
    )


def _option(text: str, feedback: str, path: str, key: Key) -> Parts:
    parts = read(text, path, key)
    return (*parts, *_led("Feedback: ", read(feedback, path, key))) if feedback else parts


def _led(label: str, parts: Parts) -> Parts:
    if parts and isinstance(parts[0], Paragraph):
        spans = (Span(label, italic=True), *parts[0].spans)
        return (Paragraph(spans), *parts[1:])
    return (Paragraph((Span(label, italic=True),)), *parts)


def _scene(scene: Scene, path: str, key: Key) -> Iterator[Part]:
    yield Heading(4, said(f"Scene “{scene.id}”"))
    yield from read(scene.text, path, key)
    if scene.choices:
        yield Listing(
            "bullets",
            tuple(Item(said("•"), _choice(each, path, key)) for each in scene.choices),
        )
    if scene.result:
        worth = f"End of the scenario: {RESULTS[scene.result]}, {scene.points:g} points."
        yield Paragraph(said(worth, bold=True))
    if scene.debrief:
        yield Box(QUOTED, _led("Told at the end: ", read(scene.debrief, path, key)))


def _choice(choice: Choice, path: str, key: Key) -> Parts:
    leads = Span(f" (leads to scene “{choice.to}”)", italic=True)
    words = Paragraph((*read_line(choice.text, path, key), leads))
    feedback = read(choice.feedback, path, key) if choice.feedback else ()
    return (words, *_led("Feedback: ", feedback)) if feedback else (words,)


def _removed(lost: list[Question]) -> Unit:
    cites = Citations()
    parts: list[Part] = []
    for each in lost:
        parts.append(Heading(3, said(f"Question “{each.id}”")))
        parts += gone(_parts(each, cites.was(each.notes)))
    about = "These questions were there at the last approval and are there no more."
    return unit(
        "removed:questions", "Questions removed", about, cites.settle(tuple(parts), compared=True)
    )
