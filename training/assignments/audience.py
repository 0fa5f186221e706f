"""Whom a requirement reaches, as plain data that reads well in the database and in an audit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from training.errors import InputRefused, Problem, Said


@dataclass(frozen=True, slots=True)
class Audience:
    """Everyone, or the people of some departments (their divisions included)."""

    departments: tuple[str, ...] = ()

    @property
    def everyone(self) -> bool:
        """Whether it reaches every active person."""
        return not self.departments

    def stored(self) -> dict[str, Any]:
        """As kept in `requirement_version.audience`."""
        return {"everyone": True} if self.everyone else {"departments": list(self.departments)}


def read_stored(stored: Mapping[str, Any]) -> Audience:
    """The audience that `stored()` gave."""
    return Audience(tuple(stored.get("departments", ())))


def parse_audience(text: str, known: Collection[str]) -> Audience:
    """An audience as typed: `everyone`, or department slugs separated by commas.

    Raises `InputRefused` naming each department that is not known.
    """
    if text.strip().lower() == "everyone":
        return Audience()
    slugs = tuple(dict.fromkeys(each.strip().lower() for each in text.split(",") if each.strip()))
    what = Said("is not a department")
    remedy = Said("known are {departments}", departments=", ".join(sorted(known)))
    problems = [Problem(slug, what, remedy) for slug in slugs if slug not in known]
    if problems or not slugs:
        raise InputRefused("Write “everyone”, or departments separated by commas.", problems)
    return Audience(slugs)
