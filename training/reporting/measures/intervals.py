"""How far a share of a sample may be from that of everybody, and which groups may be shown."""

from collections.abc import Mapping
from math import sqrt

Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927), from 0 to 1; of nothing, all of it."""
    if not n:
        return 0.0, 1.0
    share, z2 = right / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = Z / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low = 0.0 if right == 0 else middle - reach
    return low, 1.0 if right == n else middle + reach


def large_enough(numbers: Mapping[int, int], total: int, least: int) -> frozenset[int]:
    """The groups that may be shown: of `least` or more, and what is left of the total too.

    Without the second, whoever subtracts what is shown from the total has the one that is hidden:
    then the smallest that could be shown are hidden with it.
    """
    shown = {each: n for each, n in numbers.items() if n >= least}
    for each in sorted(shown, key=lambda each: (shown[each], each)):
        rest = total - sum(shown.values())
        if rest == 0 or rest >= least:
            break
        del shown[each]
    return frozenset(shown)
