"""Which of a department's people the reader wants to see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from training.assignments.status import Mark, Status
from training.people.words import fold
from training.reporting.department import DONE, People, Row

Some = TypeVar("Some", bound=People)
STATUSES: dict[str, tuple[Status | Mark, ...]] = {
    "overdue": (Status.OVERDUE,),
    "out-of-date": (Status.OUT_OF_DATE,),
    "expired": (Status.EXPIRED,),
    "revoked": (Status.REVOKED,),
    "to-do": (Status.TO_DO, Status.IN_PROGRESS),
    "excused": (Status.EXCUSED,),
    "pilot": (Mark.PILOT,),
    "update-due": (Status.UPDATE_DUE,),
    "renew-soon": (Status.RENEW_SOON,),
    "done": DONE,
}
"""What `status` may be in an address, and what it means."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters as they stand in an address; an empty one lets everybody pass."""

    status: str = ""
    site: str = ""
    division: str = ""
    """A department's slug."""
    name: str = ""
    """Parts of a name, or an employee number."""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Selection":
        """The selection that an address asks for; an unknown status asks for nothing."""
        status = asked.get("status", "")
        return cls(
            status=status if status in STATUSES else "",
            site=asked.get("site", "").strip(),
            division=asked.get("division", "").strip(),
            name=asked.get("name", "").strip(),
        )

    @property
    def asked(self) -> dict[str, str]:
        """The filters that are set, as an address has them."""
        every = {
            "status": self.status,
            "site": self.site,
            "division": self.division,
            "name": self.name,
        }
        return {key: value for key, value in every.items() if value}

    def passes(self, row: Row) -> bool:
        """Whether a row is wanted. Case and accents in a name do not matter."""
        if self.status and row.counted not in STATUSES[self.status]:
            return False
        if self.site and row.site != self.site:
            return False
        if self.division and row.department.slug != self.division:
            return False
        if not self.name:
            return True
        called = fold(f"{row.name} {row.number}")
        return all(part in called for part in fold(self.name).split())


def narrow(report: Some, selection: Selection) -> Some:
    """The report with only the rows that are wanted."""
    return replace(report, rows=tuple(row for row in report.rows if selection.passes(row)))
