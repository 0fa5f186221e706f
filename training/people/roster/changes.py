"""What a roster changes, worked out before anything is written."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import TypeVar

from training.errors import InputRefused, Problem, Said
from training.people.roster.plan import Change, Kind, Known, Names, RosterPlan, Work
from training.people.roster.rows import Roster, RosterRow, problem

T = TypeVar("T", Names, Work)

_COLUMNS = {"department_id": "department", "job": "job_title", "hired": "hire_date"}
_COLUMNS |= {"ended": "end_date"}
_KEPT = ("site", "job", "job_code", "kind", "supervisor", "hired")
"""Of these a file without the column says nothing, so what is known stays."""


def plan_changes(
    roster: Roster,
    known: Mapping[str, Known],
    places: Mapping[int, str],
    *,
    source: str,
    today: date,
) -> RosterPlan:
    """What a roster changes about the people known, by employee number.

    `places` are the names of all departments by id. Raises `InputRefused` with every wrong row.
    """
    merged = [_Merged(row, roster, known.get(row.number), source) for row in roster.rows]
    leavers = _left_out(roster, known, source, today)
    holders = _email_holders(roster, leavers, known, today)
    problems = list(roster.problems)
    for each in merged:
        problems += each.problems(roster, known, holders)
    if problems:
        raise InputRefused(_summary(len(problems)), sorted(problems, key=_row_of))
    found = [change for each in merged if (change := each.change(today))]
    released = {each.number: each for each in _released(merged, roster, leavers, known)}
    changes = [*found, *(leavers | released).values()]
    return RosterPlan(
        source=source,
        rows=len(merged),
        unchanged=len(merged) - len(found),
        active_before=sum(each.is_active_in(source, today) for each in known.values()),
        leavers=sum(_counts_as_leaver(each, today) for each in changes),
        changes=tuple(sorted(changes, key=lambda each: each.number)),
        ignored=roster.ignored,
        places=places,
    )


class _Merged:
    """A row of the file laid over what is known of that person."""

    def __init__(self, row: RosterRow, roster: Roster, before: Known | None, source: str) -> None:
        self.row, self.before = row, before
        self.names = Names(row.first_name, row.last_name, row.preferred_name, row.email)
        self.work = _work_of(row, source)
        if before is not None:
            silent = [each for each in ("preferred_name", "email") if each not in roster.headers]
            self.names = _keep(self.names, before.names, silent)
        if before is not None and before.work is not None:
            silent = [each for each in _KEPT if _column(each) not in roster.headers]
            self.work = _keep(self.work, before.work, silent)

    def problems(
        self, roster: Roster, known: Mapping[str, Known], holders: Mapping[str, str]
    ) -> Iterator[Problem]:
        """What is wrong with the row in the light of the rest of the file and the people known."""
        row, work, email = self.row, self.work, self.names.email
        if work.hired and work.ended and work.ended < work.hired:
            days = {"ended": work.ended, "hired": work.hired}
            what = Said("{ended} is before the hire date, {hired}", **days)
            yield problem(row.row, roster.headers.get("end_date", "end_date"), what)
        supervisor = row.supervisor
        if supervisor and supervisor not in roster.numbers and supervisor not in known:
            what = Said(
                "“{cell}” is nobody's employee number, here or in the file", cell=supervisor
            )
            yield problem(row.row, roster.headers["supervisor"], what)
        holder = holders.get(email or "", row.number)
        if holder != row.number:
            what = Said("“{cell}” is the address of {number} already", cell=email, number=holder)
            remedy = Said("an address is one person's")
            yield problem(row.row, roster.headers.get("email", "email"), what, remedy)

    def change(self, today: date) -> Change | None:
        """What happens to this person, if anything."""
        names, work, before = self.names, self.work, self.before
        if before is None:
            added: Kind = "added"
            number, language = self.row.number, self.row.language
            return Change(added, number, names.name, (), None, names, work, language)
        new_names = None if names == before.names else names
        new_work = None if work == before.work else work
        if new_names is None and new_work is None:
            return None
        differs = _differences(before.names, names)
        differs += _differences(before.work, work) if before.work else ("department",)
        kind = _kind(before, work, today)
        return Change(kind, before.number, names.name, differs, before, new_names, new_work)


def _work_of(row: RosterRow, source: str) -> Work:
    return Work(
        department_id=row.department_id,
        site=row.site,
        job=row.job,
        job_code=row.job_code,
        kind=row.kind,
        supervisor=row.supervisor,
        active=row.active,
        hired=row.hired,
        ended=row.ended,
        source=source,
    )


def _keep(new: T, before: T, silent: list[str]) -> T:
    return replace(new, **{each: getattr(before, each) for each in silent}) if silent else new


def _column(field: str) -> str:
    return _COLUMNS.get(field, field)


def _differences(before: Names | Work, after: Names | Work) -> tuple[str, ...]:
    changed = (
        each.name
        for each in fields(before)
        if getattr(before, each.name) != getattr(after, each.name)
    )
    return tuple(_column(each) for each in changed)


def _kind(before: Known, work: Work, today: date) -> Kind:
    if before.work is None:
        return "added"
    if before.is_active(today) != work.is_active(today):
        return "returns" if work.is_active(today) else "leaves"
    return "changed" if work.department_id == before.work.department_id else "moved"


def _left_out(
    roster: Roster, known: Mapping[str, Known], source: str, today: date
) -> dict[str, Change]:
    """The source's active people whom the file leaves out: they leave."""
    found: dict[str, Change] = {}
    for each in known.values():
        if each.number in roster.numbers or not each.is_active_in(source, today):
            continue
        if each.work is not None:
            work = replace(each.work, active=False)
            name = each.names.name
            found[each.number] = Change("leaves", each.number, name, ("active",), each, None, work)
    return found


def _counts_as_leaver(change: Change, today: date) -> bool:
    return change.kind == "leaves" and change.work is not None and not change.work.is_over(today)


def _email_holders(
    roster: Roster, leavers: Mapping[str, Change], known: Mapping[str, Known], today: date
) -> dict[str, str]:
    """Who, outside the file, keeps which address: people who work here and stay."""
    return {
        each.names.email: each.number
        for each in known.values()
        if each.names.email
        and each.is_active(today)
        and each.number not in leavers
        and each.number not in roster.numbers
    }


def _released(
    merged: list[_Merged], roster: Roster, leavers: Mapping[str, Change], known: Mapping[str, Known]
) -> Iterator[Change]:
    """People who left and whose address somebody in the file has now: they lose it."""
    taken = {each.names.email for each in merged if each.names.email}
    for each in known.values():
        if each.names.email in taken and each.number not in roster.numbers:
            names = replace(each.names, email=None)
            leaves = leavers.get(each.number)
            name = each.names.name
            yield (
                replace(leaves, names=names, fields=(*leaves.fields, "email"))
                if leaves
                else Change("changed", each.number, name, ("email",), each, names, None)
            )


def _summary(n: int) -> str:
    if n == 1:
        return Said("One thing in the file cannot be used; nothing was changed.")
    return Said("{n:,} things in the file cannot be used; nothing was changed.", n=n)


def _row_of(found: Problem) -> int:
    return int(found.where.removeprefix("row ").partition(",")[0])
