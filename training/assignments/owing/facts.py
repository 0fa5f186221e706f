"""The facts that owing is computed from: what was published, known, and worked where.

Instants are in UTC; days are local. A part is `section:<id>` or `item:<id>`; a hash is the SHA-256
of a unit's text as one department reads it in one language. A lineage is a department's slug and
its parents', its own first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from training.content.labels import Labelled

ENGLISH = "en"
NOT_READ = ""
"""The hash of what all others read, and this department does not (or not in this language)."""
Reading = Mapping[str, Mapping[str, str]]
"""All that a department reads of a module: hashes by language, then by part, in order.

English is whole; a translation holds only what it translates, and its readers see the English of
the rest.
"""


@dataclass(frozen=True, slots=True)
class Publication:
    """One revision of a module, as far as it matters for owing.

    `readings` are by department, whole; none is what all read that have none of their own.
    `origins` holds, for a part that says so with `was=`, the parts it was.
    """

    number: int
    """From 1."""
    at: datetime
    readings: Mapping[str | None, Reading]
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: tuple[Labelled, ...] = ()

    def reading(self, lineage: Sequence[str]) -> Reading:
        """What a department reads: its own, else the nearest parent's, else what all read."""
        own = next((each for each in lineage if each in self.readings), None)
        return self.readings.get(own, {})


class Known(StrEnum):
    """How somebody came to know a text."""

    READ = "read"
    TESTED = "tested"


@dataclass(frozen=True, slots=True)
class Credit:
    """A text that a person knows, recorded by completing and never removed.

    `language` is that of the text they saw, which is English where there is no translation.
    """

    part: str
    sha256: str
    language: str
    how: Known
    at: datetime


@dataclass(frozen=True, slots=True)
class Posting:
    """A department that a person works in, from an instant until the next posting.

    `due` is the day by which what it reads otherwise is to be made up, none where nobody has said.
    """

    at: datetime
    lineage: tuple[str, ...]
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What a person knows of a module and where they worked, each in order of its instant.

    `wrong` holds, of items whose key was corrected, those this person turned out to have answered
    wrong: the part, and the number of the revision that corrected it.
    """

    credits: tuple[Credit, ...] = ()
    postings: tuple[Posting, ...] = ()
    wrong: frozenset[tuple[str, int]] = frozenset()


class PartRow(Protocol):
    """A published part as it is stored; `content.models.RevisionPart` is one."""

    @property
    def part(self) -> str:
        """`section:<id>` or `item:<id>`."""

    @property
    def department(self) -> str | None:
        """None for what all others read."""

    @property
    def language(self) -> str:
        """Of the text."""

    @property
    def sha256(self) -> str:
        """Of the text; `NOT_READ` where a department does not read what all others do."""


def readings_of(
    rows: Iterable[PartRow], departments: Collection[str]
) -> dict[str | None, dict[str, dict[str, str]]]:
    """What each department reads, whole, from the rows of a revision in their order.

    A department has rows only for what it reads otherwise; one that reads in another order has all
    of them. `departments` are all that the module names: one that reads as all others do may have
    a parent that does not.
    """
    found: dict[str | None, dict[str, dict[str, str]]] = {None: {}}
    own: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        if row.department is None:
            found[None].setdefault(row.language, {})[row.part] = row.sha256
        else:
            own.setdefault((row.department, row.language), {})[row.part] = row.sha256
    for department in (*departments, *(each for each, _language in own)):
        same = {language: dict(parts) for language, parts in found[None].items()}
        found.setdefault(department, same)
    for (department, language), texts in own.items():
        others = found[None].get(language, {})
        whole = texts if others.keys() <= texts.keys() else {**others, **texts}
        found[department][language] = {
            part: sha256 for part, sha256 in whole.items() if sha256 != NOT_READ
        }
    return found


def completed(
    publication: Publication,
    lineage: Sequence[str],
    language: str,
    *,
    tested: Collection[str],
    at: datetime,
    held: Collection[str] = (),
) -> tuple[Credit, ...]:
    """The credits that completing a module brings: for each unit in the text they were shown.

    `tested` are the parts that were asked, and those that these cover. A question that was not
    drawn is as good as read: passing stands for its pool. `held` are the parts withdrawn then:
    nobody read them.
    """
    reading = publication.reading(lineage)
    own = reading.get(language, {})
    return tuple(
        Credit(
            part,
            own.get(part, english),
            language if part in own else ENGLISH,
            Known.TESTED if part in tested else Known.READ,
            at,
        )
        for part, english in reading.get(ENGLISH, {}).items()
        if part not in held
    )
