"""What a roster changes about a person, as people read it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from training.people.roster.plan import Change, Names, Work
from training.web.languages import t, t_of_request

_FIELDS = {"department": "department_id", "job_title": "job", "hire_date": "hired"}
_FIELDS |= {"end_date": "ended"}
"""Where a roster's column stands in `Names` or `Work`, if under another name."""


class Difference(NamedTuple):
    """A column by its name, and what stood and will stand in it; empty for nothing."""

    column: str
    before: str
    after: str


def differences(change: Change, departments: Mapping[int, str]) -> list[Difference]:
    """What differs about somebody known before."""
    if change.before is None:
        return []
    columns = _columns()
    return [
        Difference(
            columns.get(each, each),
            _said(_value(each, change.before.names, change.before.work), departments),
            _said(_after(each, change), departments),
        )
        for each in change.fields
    ]


def _after(column: str, change: Change) -> Any:
    before = change.before
    names = change.names or (before.names if before else None)
    return _value(column, names, change.work or (before.work if before else None))


def _value(column: str, names: Names | None, work: Work | None) -> Any:
    field = _FIELDS.get(column, column)
    holder = names if hasattr(names, field) else work
    value = getattr(holder, field, None)
    return _Unit(value) if field == "department_id" and value is not None else value


class _Unit(int):
    """The id of a department, which is said by its name."""


def _said(value: Any, departments: Mapping[int, str]) -> str:
    if isinstance(value, _Unit):
        return departments.get(value, "")
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, date):
        return t_of_request().day(value, "medium")
    return str(value or "")


def _columns() -> dict[str, str]:
    return {
        "first_name": t("first name"),
        "last_name": t("last name"),
        "preferred_name": t("preferred name"),
        "email": t("e-mail"),
        "department": t("department"),
        "site": t("site"),
        "job_title": t("job"),
        "job_code": t("job code"),
        "kind": t("kind"),
        "supervisor": t("supervisor"),
        "active": t("active"),
        "hire_date": t("hire date"),
        "end_date": t("end date"),
        "source": t("list"),
    }
