"""One question on paper, in one language: what is asked, every answer, and what is said of each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
from training.content.quiz_item import Item as Question
from training.content.scenario import Choice, Scene

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RIGHT, WRONG = "CORRECT", "INCORRECT"
RESULTS = {
    "best": f"{RIGHT}, the best end",
    "acceptable": "ACCEPTABLE",
    "harmful": f"{WRONG}, harmful",
}
LABELS = {
    "en": {
        "hint": "Hint: ",
        "why": "Why: ",
        "feedback": "Feedback: ",
        "end": "Told at the end: ",
        "leads": " (leads to scene “{scene}”)",
        "scene": "Scene “{scene}”",
    },
    "es": {
        "hint": "Pista: ",
        "why": "Por qué: ",
        "feedback": "Comentario: ",
        "end": "Lo que se dice al final: ",
        "leads": " (lleva a la escena “{scene}”)",
        "scene": "Escena “{scene}”",
    },
}
"""What stands before a text is in its language; verdicts are English, for the reviewers."""


def asked(item: Question, key: Key, language: str) -> Parts:
    """The question with all its answers, the right and the wrong ones named."""
    return tuple(_Asked(item, key, language).parts())


class _Asked:
    def __init__(self, item: Question, key: Key, language: str) -> None:
        self._item = item
        self._key = key
        self._labels = LABELS.get(language, LABELS["en"])

    def parts(self) -> Iterator[Part]:
        """Stem, answers, hint and explanation."""
        yield from _bold_first(self._read(self._item.stem))
        yield from self._answers()
        for label, text in (("hint", self._item.hint), ("why", self._item.explanation)):
            if text:
                yield Box(QUOTED, self._led(label, text))

    def _answers(self) -> Iterator[Part]:
        item = self._item
        if item.kind == "scenario":
            for scene in item.scenes:
                yield from self._scene(scene)
        elif item.kind == "short":
            yield _verdicts([(RIGHT, (paragraph(each),)) for each in item.accepted])
        elif item.options:
            answers = [self._option(each.text, each.feedback) for each in item.options]
            if item.kind == "order":
                yield Paragraph((Span(f"The {RIGHT} order:", bold=True),), quiet=True)
                yield _numbered(answers)
            else:
                verdicts = [RIGHT if each.correct else WRONG for each in item.options]
                yield _verdicts(list(zip(verdicts, answers, strict=True)))

    def _scene(self, scene: Scene) -> Iterator[Part]:
        yield Heading(4, said(self._labels["scene"].format(scene=scene.id)))
        yield from self._read(scene.text)
        if scene.choices:
            yield Listing(
                "bullets", tuple(Item(said("•"), self._choice(each)) for each in scene.choices)
            )
        if scene.result:
            worth = f"{RESULTS[scene.result]}: {scene.points:g} points."
            yield Paragraph(said(worth, bold=True))
        if scene.debrief:
            yield Box(QUOTED, self._led("end", scene.debrief))

    def _choice(self, choice: Choice) -> Parts:
        leads = Span(self._labels["leads"].format(scene=choice.to), italic=True)
        words = read_line(choice.text, self._item.notes.path, self._key)
        told = self._led("feedback", choice.feedback) if choice.feedback else ()
        return (Paragraph((*words, leads)), *told)

    def _option(self, text: str, feedback: str) -> Parts:
        told = self._led("feedback", feedback) if feedback else ()
        return (*self._read(text), *told)

    def _led(self, label: str, text: str) -> Parts:
        head, parts = Span(self._labels[label], italic=True), self._read(text)
        if parts and isinstance(parts[0], Paragraph):
            return (replace(parts[0], spans=(head, *parts[0].spans)), *parts[1:])
        return (Paragraph((head,)), *parts)

    def _read(self, text: str) -> Parts:
        return read(text, self._item.notes.path, self._key)


def _bold_first(parts: Parts) -> Parts:
    if not parts or not isinstance(parts[0], Paragraph):
        return parts
    bold = tuple(replace(each, bold=True) for each in parts[0].spans)
    return (replace(parts[0], spans=bold), *parts[1:])


def _numbered(answers: Sequence[Parts]) -> Listing:
    items = (Item(said(f"{number}."), parts) for number, parts in enumerate(answers, 1))
    return Listing("numbers", tuple(items))


def _verdicts(answers: Sequence[tuple[str, Parts]]) -> Listing:
    items = (
        Item((Span(f"{ALPHABET[at % 26]}  "), Span(verdict, bold=True)), parts)
        for at, (verdict, parts) in enumerate(answers)
    )
    return Listing("verdicts", tuple(items))
