"""Publications of a module and people who completed it, in a few words: for tables of cases."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from _pytest.mark import ParameterSet

from training.assignments.owing.debts import Owes
from training.assignments.owing.facts import Credit, Person, Posting, Publication, completed
from training.assignments.owing.walking import owing
from training.content.labels import Label, Labelled

START = datetime(2027, 1, 1, 12, tzinfo=UTC)
Texts = Mapping[str, str]
LINEAGES: dict[str, tuple[str, ...]] = {
    "": (),
    "transit": ("transit",),
    "library": ("library",),
    "bookmobile": ("bookmobile", "library"),
}


def on(day: int) -> datetime:
    """Noon of a day, from 1; revision N is published on day 10 N."""
    return START + timedelta(days=day - 1)


def due(day: int) -> date:
    """That day."""
    return on(day).date()


def named(part: str) -> str:
    """`counter` is a section; a question is named in full."""
    return part if ":" in part else f"section:{part}"


def label(
    kind: str,
    *parts: str,
    department: str | None = None,
    language: str = "en",
    cause: str = "edit",
    by: int | None = None,
    wrong_key: bool = False,
) -> list[Labelled]:
    """One label, given once for a cause and all the parts that change because of it."""
    day = None if by is None else due(by)
    return [
        Labelled(
            named(each), department, language, Label(kind), cause, "why", day, wrong_key=wrong_key
        )
        for each in parts
    ]


def revision(
    number: int,
    texts: Texts,
    *labels: list[Labelled],
    es: Texts | None = None,
    own: Mapping[str, Texts] | None = None,
    was: Mapping[str, tuple[str, ...]] | None = None,
) -> Publication:
    """A publication on day 10 times its number.

    `texts` and `es` are what all read; `own` what departments read otherwise, empty where they do
    not read it.
    """
    default = {"en": _named(texts)} | ({"es": _named(es)} if es else {})
    readings: dict[str | None, dict[str, dict[str, str]]] = {None: default}
    for department, others in (own or {}).items():
        mine = {part: text for part, text in {**texts, **others}.items() if text}
        translated = {part: text for part, text in (es or {}).items() if part not in others}
        readings[department] = {"en": _named(mine), "es": _named(translated)}
    origins = {named(part): tuple(map(named, theirs)) for part, theirs in (was or {}).items()}
    rows = tuple(row for each in labels for row in each)
    return Publication(number, on(10 * number), readings, origins, rows)


def _named(texts: Texts) -> dict[str, str]:
    return {named(part): f"{part} {text}" for part, text in texts.items()}


def knows(
    publication: Publication,
    *,
    at: int | None = None,
    department: str = "",
    language: str = "en",
    but: Collection[str] = (),
) -> tuple[Credit, ...]:
    """The credits of completing a revision, five days after it unless said otherwise."""
    when = on(10 * publication.number + 5 if at is None else at)
    held = {named(each) for each in but}
    lineage = LINEAGES[department]
    return completed(publication, lineage, language, tested=(), at=when, held=held)


def person(
    *credits_: tuple[Credit, ...],
    department: str = "transit",
    moves: Mapping[int, tuple[str, int | None]] | None = None,
    wrong: Collection[tuple[str, int]] = (),
) -> Person:
    """Somebody hired on day 1, who moved on some days to a department, with a due day or none."""
    postings = [Posting(on(1), LINEAGES[department])]
    for day, (there, by) in (moves or {}).items():
        move = Posting(on(day), LINEAGES[there])
        postings.append(move if by is None else replace(move, due=due(by)))
    every = sorted((each for one in credits_ for each in one), key=lambda each: each.at)
    return Person(tuple(every), tuple(postings), frozenset(wrong))


BOTH = {"counter": "one", "papers": "one"}
TWO = {"counter": "two", "papers": "one"}
FIRST = revision(1, BOTH)
REWORDED = revision(2, TWO, label("wording", "counter"))
REREAD_IT = revision(2, TWO, label("reread", "counter", by=40))
RETESTED = revision(2, TWO, label("retest", "counter", by=50))
LIBRARY = {"library": {"counter": "library"}}
WITH_LIBRARY = revision(1, BOTH, own=LIBRARY)
LATER = 1000
"""A day when everything was published."""


def owed(publications: list[Publication], who: Person, day: int = LATER) -> dict[str, Owes]:
    """What somebody owes on a day, by part."""
    found = owing(publications, who, at=on(day)).debts
    return {each.part.removeprefix("section:"): each.owes for each in found}


def case(sentence: str, *values: object) -> ParameterSet:
    """A row of a table, named by its sentence."""
    return pytest.param(*values, id=sentence)
