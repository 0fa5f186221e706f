"""Ids of sections, questions and scenes."""

import re
from collections.abc import Iterable
from typing import Protocol

from training.content.source import Report


class Identified(Protocol):
    """A part of a file with an id of its own."""

    @property
    def id(self) -> str: ...

    @property
    def line(self) -> int: ...


def check_repeated(parts: Iterable[Identified], what: str, report: Report) -> None:
    """Report every id that an earlier part has; `what` such parts are, in a word."""
    seen: dict[str, int] = {}
    for each in parts:
        if each.id in seen:
            report.add(
                each.line,
                f"the id “{each.id}” is used again",
                f"it belongs to the {what} in line {seen[each.id]}; choose another",
            )
        seen.setdefault(each.id, each.line)


def suggested_id(title: str) -> str:
    """An id made of a title's first words."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words[:4]) or "its-id"
