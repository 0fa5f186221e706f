"""A report's people in the tables in which pages show them."""

from collections.abc import Sequence

from training.assignments.status import Status
from training.reporting.department import OPEN, Row


def in_tables(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Those who need a word, those who are excused, and those who are done."""
    return {
        "open_rows": [row for row in rows if row.status in OPEN],
        "excused_rows": [row for row in rows if row.status is Status.EXCUSED],
        "done_rows": [row for row in rows if row.status not in (*OPEN, Status.EXCUSED)],
    }
