"""Which contacts there are, and when one has to be confirmed again."""

from datetime import datetime, timedelta

KINDS = ("liaison", "deputy", "legal", "mayor-report", "oei")
"""The words in `{contact: …}`, in the order in which they are listed."""
OF_A_DEPARTMENT = ("liaison", "deputy", "legal", "mayor-report")
CITY_WIDE = ("legal", "mayor-report", "oei")
"""Those that hold where a department keeps none of its own."""
QUARTER = timedelta(days=92)


def is_stale(confirmed: datetime, now: datetime) -> bool:
    """Whether nobody has said for more than a quarter that the number is right."""
    return now - confirmed > QUARTER


def kinds_of(department_id: int | None) -> tuple[str, ...]:
    """The kinds that a department keeps; none means the City."""
    return CITY_WIDE if department_id is None else OF_A_DEPARTMENT
