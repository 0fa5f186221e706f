"""What is owed of a module, unit by unit, and what that makes of a certificate."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum


class Owes(IntEnum):
    """What is owed of a unit; the heavier is the greater."""

    NOTHING = 0
    REREAD = 1
    RETEST = 2
    NEW = 3
    """They know no text of it that their present department reads or has read."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A publication that brought a debt: its number, what it asks, by which day and why.

    `due` is none where nobody has said. `cause` and `reason` are as its author labelled it, empty
    where a unit was there before anybody had to.
    """

    number: int
    owes: Owes
    due: date | None
    cause: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed of one unit, and what brought it, the newest first."""

    part: str
    owes: Owes
    brought: tuple[Brought, ...]

    @property
    def due(self) -> date | None:
        """The day by whose end it is to be made up; none where nobody has said.

        The first of all: what was asked earlier is not put off by what was asked later.
        """
        return _first(each.due for each in self.brought)


@dataclass(frozen=True, slots=True)
class Owing:
    """All that a person owes of a module, in the order it is read.

    `begun` is false where they have no credit in it at all: then it is no matter of changes.
    """

    debts: tuple[Debt, ...]
    begun: bool

    def of(self, part: str) -> Owes:
        """What is owed of a unit; of one that is not read, nothing."""
        return next((each.owes for each in self.debts if each.part == part), Owes.NOTHING)

    def without(self, parts: Collection[str]) -> "Owing":
        """The same, but for some parts of which nothing is asked."""
        if not parts:
            return self
        return replace(self, debts=tuple(each for each in self.debts if each.part not in parts))

    @property
    def due(self) -> date | None:
        """The first due day of all."""
        return _first(each.due for each in self.debts)


class Currency(StrEnum):
    """Whether what a credential stands for is known as it stands now."""

    CURRENT = "current"
    UPDATE_DUE = "current, update due"
    OUT_OF_DATE = "out of date"


@dataclass(frozen=True, slots=True)
class Required:
    """A module that a certificate requires of somebody today, and what they owe of it.

    `pinned`: their credential required it when it was issued. One that did not is asked for when
    it is renewed, or by the end of the day `by`. What a credential pinned and its certificate
    requires no more is left out: removal costs nobody anything.
    """

    module: str
    owing: Owing
    pinned: bool = True
    by: date | None = None

    @property
    def asked(self) -> bool:
        """Whether anything of it can be owed before the renewal."""
        return self.pinned or self.by is not None

    def due(self, debt: Debt) -> date | None:
        """The day by whose end to make up a debt of it: of an added module not before `by`."""
        if self.pinned or self.by is None:
            return debt.due
        return max(debt.due or self.by, self.by)


def currency(required: Iterable[Required], today: date) -> Currency:
    """What a credential is on a local day: out of date only after a debt's due day."""
    dues = [each.due(debt) for each in required if each.asked for debt in each.owing.debts]
    if any(due is not None and due < today for due in dues):
        return Currency.OUT_OF_DATE
    return Currency.UPDATE_DUE if dues else Currency.CURRENT


def update_due(required: Iterable[Required]) -> date | None:
    """The first day by whose end something is to be made up; none without debts or days."""
    return _first(each.due(debt) for each in required if each.asked for debt in each.owing.debts)


def _first(days: Iterable[date | None]) -> date | None:
    return min((each for each in days if each is not None), default=None)
