"""The tree that a screen reader walks: what each thing on the pages is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Value = str | float | tuple[float, ...]
Attributes = Mapping[str, Mapping[str, Value]]
"""By owner (`Table`, `List`, `Layout`) and key; a text is a PDF name, such as `Column`."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a page's content: page from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where on a page (from 0) one can click, in points, and where that leads."""

    page: int
    area: tuple[float, float, float, float]
    address: str
    contents: str


@dataclass(eq=False, slots=True)
class Element:
    """A node by its standard role (`P`, `H1`, `LI`, …); kids stand in reading order.

    `instead` is read in place of what is drawn; `alternative` describes a picture.
    """

    role: str
    language: str = ""
    alternative: str = ""
    instead: str = ""
    attributes: Attributes = field(default_factory=dict)
    kids: list["Element | Marked | Anchor"] = field(default_factory=list)

    def add(
        self,
        role: str,
        *,
        language: str = "",
        alternative: str = "",
        instead: str = "",
        attributes: Attributes | None = None,
    ) -> "Element":
        """A new last child."""
        child = Element(role, language, alternative, instead, attributes or {})
        self.kids.append(child)
        return child

    def walk(self) -> Iterator["Element"]:
        """Itself and everything under it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    @property
    def empty(self) -> bool:
        """Whether nothing of it stands on any page."""
        return all(isinstance(each, Element) and each.empty for each in self.kids)
