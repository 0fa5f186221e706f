"""Level slices of a page, and how they are dealt out to pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Draw = Callable[[float], None]
"""Draws from a top edge."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind: drawn between a top and a bottom edge, the gap above included or not."""

    draw: Callable[[float, float], None]
    gap: bool = True


@dataclass(slots=True)
class Slice:
    """What is never cut in two. `before` is left free above it, but not at the top of a page.

    `glued` slices stand on one page with the next where that is possible; `again` is drawn above
    it where it begins a page, such as the head of a table.
    """

    height: float
    draw: Draw
    before: float = 0.0
    glued: bool = False
    again: "Slice | None" = None
    grounds: list[Ground] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """A slice and how far its top is from the top of the page; `gap` is part of what is behind."""

    slice: Slice
    offset: float
    gap: float

    def draw(self, top: float) -> None:
        """Draw it on a page whose text begins at `top`."""
        upper = top - self.offset
        for ground in self.slice.grounds:
            ground.draw(upper + self.gap * ground.gap, upper - self.slice.height)
        self.slice.draw(upper)


def paginate(slices: Sequence[Slice], height: float) -> list[list[Placed]]:
    """The slices on pages whose text is this high."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    at = 0
    while at < len(slices):
        group = _group(slices, at)
        needed = sum(each.before + each.height for each in group)
        if pages[-1] and used + needed > height:
            pages.append([])
            used = 0.0
        for each in group:
            if pages[-1] and used + each.before + each.height > height:
                pages.append([])
                used = 0.0
            used = _place(each, pages[-1], used)
        at += len(group)
    return [page for page in pages if page]


def _group(slices: Sequence[Slice], at: int) -> Sequence[Slice]:
    end = at
    while end + 1 < len(slices) and slices[end].glued:
        end += 1
    return slices[at : end + 1]


def _place(each: Slice, page: list[Placed], used: float) -> float:
    """Where the next slice may begin."""
    if not page and each.again is not None:
        page.append(Placed(each.again, 0.0, 0.0))
        used = each.again.height
    gap = each.before if page else 0.0
    page.append(Placed(each, used + gap, gap))
    return used + gap + each.height
