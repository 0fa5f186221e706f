"""What marking a question again would change, by attempt and by department."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.learning.regrading.marking import Marked
from training.people.models import Department


@dataclass(frozen=True, slots=True)
class Change:
    """An attempt with other points or another outcome, and whose it is."""

    name: str
    employee_id: int
    department_id: int
    marked: Marked


@dataclass(frozen=True, slots=True)
class Row:
    """A department with its divisions: attempts with other points, people who would pass or fall,
    and who would owe the question or be spared it."""

    department: Department
    changed: int
    gains: int
    falls: int
    owing: int
    spared: int


@dataclass(frozen=True, slots=True)
class Foresight:
    """What marking a question again would change.

    `attempts` asked it by the wrong key; `unmarkable` of them cannot be marked again. `owing` and
    `spared` are people who know the question: those now wrong, and all others. `completing` would
    finish the module, `certified` of them get a certificate; `replaced` counts certificates.
    """

    attempts: int
    unmarkable: int
    changes: tuple[Change, ...]
    rows: tuple[Row, ...]
    owing: int
    spared: int
    completing: int
    certified: int
    replaced: int
    waits: bool
    """Whether the corrected text waits for its reviewers, so that no certificate is replaced by a
    pilot."""

    @property
    def gains(self) -> int:
        """How many people would pass who did not."""
        return len({each.employee_id for each in self.changes if each.marked.gains})

    @property
    def falls(self) -> int:
        """How many people passed and would not by the right key."""
        return len({each.employee_id for each in self.changes if each.marked.falls})


def rows_of(
    departments: Iterable[Department],
    home: Mapping[int, int],
    changes: Iterable[Change],
    *,
    owing: Iterable[int],
    spared: Iterable[int],
) -> tuple[Row, ...]:
    """A row for each department in which anything changes, the one with most results first.

    `home` is the department of each person, `owing` and `spared` are their ids.
    """
    mine = list(changes)
    asked, let_off = list(owing), list(spared)
    found = [
        Row(
            each,
            sum(1 for one in mine if home.get(one.employee_id) == each.id),
            _people(each, home, (one.employee_id for one in mine if one.marked.gains)),
            _people(each, home, (one.employee_id for one in mine if one.marked.falls)),
            _people(each, home, asked),
            _people(each, home, let_off),
        )
        for each in departments
    ]
    some = [each for each in found if each.changed or each.owing or each.spared]
    return tuple(sorted(some, key=lambda each: (-each.changed, each.department.slug)))


def _people(department: Department, home: Mapping[int, int], ids: Iterable[int]) -> int:
    return len({each for each in ids if home.get(each) == department.id})
