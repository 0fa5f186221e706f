"""What a requirement says, in the reader's words."""

from collections.abc import Mapping

from training.assignments.audience import SUPERVISOR, Audience, Line, What
from training.assignments.rules import Rules
from training.people.grants.wording import role_name
from training.people.models import ROLES
from training.web.languages import t, t_of_request

MOST_NAMED = 6
"""Of more values than these the last ones are only counted."""


def what_name(what: What) -> str:
    """What a kind of line is called."""
    return {
        What.DEPARTMENTS: t("Department or division"),
        What.SITES: t("Site"),
        What.JOB_CODES: t("Job code"),
        What.JOBS: t("Job title"),
        What.KINDS: t("Kind of employment"),
        What.ROLES: t("Role in this system"),
        What.HIRED_WITHIN: t("Hired lately"),
        What.NUMBERS: t("Employee numbers"),
    }[what]


def value_name(what: What, value: str, departments: Mapping[str, str]) -> str:
    """What a value of a line is called; `departments` has names by slug."""
    if what is What.DEPARTMENTS:
        return departments.get(value, value)
    if what is What.ROLES and value == SUPERVISOR:
        return t("Supervisor")
    if what is What.ROLES and value in ROLES:
        return role_name(value, t_of_request())
    return _kinds().get(value, value) if what is What.KINDS else value


def audience_words(audience: Audience, departments: Mapping[str, str]) -> list[str]:
    """Whom an audience reaches: a phrase for each of its groups."""
    if audience.nobody:
        return [t("Nobody any more")]
    if audience.everyone:
        return [t("Everyone")]
    return [_group_words(group, departments) for group in audience.groups]


def due_words(rules: Rules) -> str:
    """By when somebody must hold the certificate."""
    count = t_of_request().count
    if rules.due is not None:
        return t("By the end of {day}", day=t_of_request().day(rules.due))
    if rules.after_hire is not None:
        return count(
            "{n} day after the day of hire", "{n} days after the day of hire", rules.after_hire
        )
    if rules.after_joining is not None:
        return count(
            "{n} day after they are first asked",
            "{n} days after they are first asked",
            rules.after_joining,
        )
    return t("To be confirmed by OEI")


def more_words(rules: Rules) -> list[str]:
    """What else its rules say, in a sentence each."""
    count = t_of_request().count
    said = []
    if rules.start is not None:
        said.append(t("Asked from {day} on.", day=t_of_request().day(rules.start)))
    if rules.grace:
        said.append(
            count(
                "Overdue only {n} day after the due day.",
                "Overdue only {n} days after the due day.",
                rules.grace,
            )
        )
    if rules.window is not None:
        said.append(
            count(
                "May be renewed from {n} day before it expires.",
                "May be renewed from {n} days before it expires.",
                rules.window,
            )
        )
    if rules.after_move is not None:
        said.append(
            count(
                "After a move to another department: {n} day for what is different there.",
                "After a move to another department: {n} days for what is different there.",
                rules.after_move,
            )
        )
    return said


def _group_words(group: tuple[Line, ...], departments: Mapping[str, str]) -> str:
    if len(group) == 1 and group[0].what is What.DEPARTMENTS and not group[0].negated:
        return _values(group[0], departments)
    return "; ".join(_line_words(line, departments) for line in group)


def _line_words(line: Line, departments: Mapping[str, str]) -> str:
    count = t_of_request().count
    if line.what is What.HIRED_WITHIN and line.negated:
        return count(
            "not hired within the last {n} day", "not hired within the last {n} days", line.days
        )
    if line.what is What.HIRED_WITHIN:
        return count("hired within the last {n} day", "hired within the last {n} days", line.days)
    words = {"what": what_name(line.what), "values": _values(line, departments)}
    return t("{what}: not {values}", **words) if line.negated else t("{what}: {values}", **words)


def _values(line: Line, departments: Mapping[str, str]) -> str:
    names = sorted(value_name(line.what, each, departments) for each in line.values)
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    shown = ", ".join(names[: MOST_NAMED - 1])
    return t("{names} and {n} more", names=shown, n=len(names) - MOST_NAMED + 1)


def _kinds() -> dict[str, str]:
    return {
        "employee": t("Employee"),
        "seasonal": t("Seasonal employee"),
        "contractor": t("Contractor"),
        "volunteer": t("Volunteer"),
    }
