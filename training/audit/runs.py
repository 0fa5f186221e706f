"""Sets of ids kept as runs, since nearly all of them follow each other."""

from bisect import bisect_right
from collections.abc import Iterable

Run = tuple[int, int]
"""First and last, both in it."""


def runs(ids: Iterable[int]) -> list[Run]:
    """The runs of ascending ids."""
    found: list[Run] = []
    for each in ids:
        if found and found[-1][1] == each - 1:
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found


def gaps(first: int, last: int, ids: Iterable[int]) -> list[Run]:
    """What is missing from `first` to `last` among ascending ids."""
    found: list[Run] = []
    expected = first
    for each in (*ids, last + 1):
        if each > expected:
            found.append((expected, min(each - 1, last)))
        expected = max(expected, each + 1)
    return [each for each in found if each[0] <= each[1]]


class Ids:
    """Which ids are in some runs."""

    def __init__(self, of: Iterable[Run]) -> None:
        self._runs = sorted(of)
        self._firsts = [each[0] for each in self._runs]

    def __contains__(self, id_: int) -> bool:
        at = bisect_right(self._firsts, id_) - 1
        return at >= 0 and id_ <= self._runs[at][1]
