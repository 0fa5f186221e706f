"""Who is asked in a month: a random sample in which every department has its share."""

from collections.abc import Collection, Mapping, Sequence
from heapq import heapify, heapreplace
from random import Random

LEAST = 2
"""People of a department, as far as it has them and the sample is large enough."""


def draw_sample(
    people: Mapping[int, Collection[int]], recent: Collection[int], size: int, *, seed: int
) -> dict[int, list[int]]:
    """By department, the ids of the people to ask, in random order; the same seed gives the same.

    `people` are those who may be asked, by department; `recent` those who were asked a short while
    ago. Every department that has anybody is in, even where that makes the sample larger than
    `size`; the seats beyond the least go in proportion to its people. Somebody recent is asked
    only as a department's one, when it has nobody else, or when nobody else is left anywhere.
    """
    random = Random(seed)  # noqa: S311 - a fair draw, not a secret
    fresh = {each: sorted(set(people[each]).difference(recent)) for each in sorted(people)}
    tired = {each: sorted(set(people[each]).intersection(recent)) for each in sorted(people)}
    first = {each: len(fresh[each]) or min(1, len(tired[each])) for each in fresh}
    seats = share_seats(first, size)
    wanted = size - sum(seats.values())
    more = (
        share_seats({each: len(people[each]) for each in fresh}, size, seats) if wanted else seats
    )
    return {
        each: _shuffled(random, fresh[each], tired[each], more[each])
        for each in fresh
        if more[each] > 0
    }


def share_seats(
    people: Mapping[int, int], size: int, given: Mapping[int, int] | None = None
) -> dict[int, int]:
    """How many of each department's people are asked; `given` seats are not taken away again.

    The least first, then one after another to the department that has the most people for each of
    its seats (Webster's method). They make `size`, unless fewer people or more departments there
    are.
    """
    there = {each: n for each, n in people.items() if n}
    least = max(1, min(LEAST, size // len(there))) if there else 0
    seats = {each: max(min(least, n), (given or {}).get(each, 0)) for each, n in there.items()}
    queue = [_claim(n, seats[each], each) for each, n in there.items()]
    heapify(queue)
    for _seat in range(min(size, sum(there.values())) - sum(seats.values())):
        department = queue[0][1]
        seats[department] += 1
        heapreplace(queue, _claim(there[department], seats[department], department))
    return {each: seats.get(each, 0) for each in people}


def _claim(people: int, seats: int, department: int) -> tuple[float, int]:
    """The smaller, the more a department is owed its next seat; nothing where all are asked."""
    return (1.0 if seats >= people else -people / (2 * seats + 1), department)


def _shuffled(random: Random, fresh: Sequence[int], tired: Sequence[int], seats: int) -> list[int]:
    first = random.sample(fresh, min(seats, len(fresh)))
    chosen = first + random.sample(tired, seats - len(first))
    random.shuffle(chosen)
    return chosen
