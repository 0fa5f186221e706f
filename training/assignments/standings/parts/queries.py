"""The parts of the statements that ask what statuses are computed from."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from training.assignments.models import Assignment, Excuse, Extension
from training.assignments.standings.asking import Grounds
from training.assignments.standings.judging import LONG_AGO
from training.assignments.standings.whom.queries import Whom, among
from training.credentials.models import Credential, CredentialBasis, CredentialEvent
from training.db import UtcDateTime
from training.learning.models import Completion, Enrolment, Evidence
from training.people.models import Employment
from training.people.queries import works_on


class Parts:
    """The parts of a statement about one certificate."""

    def __init__(self, grounds: Grounds, whom: Whom, *, at: datetime, today: date) -> None:
        self.grounds, self.whom, self.at, self.today = grounds, whom, at, today
        self.work = self._work()
        self.asked = self._asked()
        self.held = self._held()
        self.excused = self._excused()
        self.known = [self._known(each.slug) for each in self.grounds.modules]
        rules = {name: each for name, each in self.grounds.asked.items() if each.changed}
        # Days that follow from the rules of then alone, and those that need the person's own too.
        fixed = {n: each.rules.due for n, each in rules.items() if not _relative(each.rules)}
        relative = [name for name, each in rules.items() if _relative(each.rules)]
        self.due = self._due(fixed)
        own = self.asked.c.requirement.in_(relative) & self.asked.c.extended.is_(None)
        self.hired = case((own, self.work.c.hired), else_=null()) if relative else _no(Date())
        self.joined = (
            case((own, self.asked.c.from_at), else_=null()) if relative else _no(UtcDateTime())
        )
        self.moved = self._moved()
        self.issued = case((self.moved, self.held.c.issued), else_=null())

    @property
    def shared(self) -> list[ColumnElement[Any]]:
        """The columns of `Facts`, but for the knowledge."""
        held = self.held.c
        missing = held.id.is_(None)
        return [
            self.work.c.department_id,
            self.asked.c.requirement,
            case((missing, self._late()), else_=false()).label("late"),
            self.hired.label("hired"),
            self.joined.label("joined"),
            case((missing, self._started()), else_=false()).label("started"),
            self.excused.c.employee_id.is_not(None).label("excused"),
            held.revision_id,
            self._expires().label("expires"),
            func.coalesce(held.revoked, false()).label("revoked"),
            func.coalesce(held.pilot, false()).label("pilot"),
            func.coalesce(held.classroom, false()).label("classroom"),
        ]

    @property
    def knowledge(self) -> list[ColumnElement[Any]]:
        """What was known last of each module, by those for whom it matters."""
        held = self.held.c.id.is_not(None)
        return [
            case((held, each.c.knowledge_id), else_=null()).label(f"known{n}")
            for n, each in enumerate(self.known)
        ]

    def rows(self, query: Select[Any]) -> Select[Any]:
        """The rows of those who work here, and are asked for it or hold it."""
        person = self.work.c.employee_id
        found = query.select_from(self.work)
        for each in (self.asked, self.held, self.excused, *self.known):
            found = found.outerjoin(each, each.c.employee_id == person)
        concerned = or_(self.asked.c.employee_id.is_not(None), self.held.c.id.is_not(None))
        return found.where(concerned, among(person, self.whom))

    def _work(self) -> Subquery:
        """Who works here that day and where: as `employment_on`, but one join for everybody."""
        newer = aliased(Employment, name="newer")
        later = or_(
            newer.from_day > Employment.from_day,
            and_(newer.from_day == Employment.from_day, newer.recorded > Employment.recorded),
        )
        after = select(newer.id).where(
            newer.employee_id == Employment.employee_id,
            newer.from_day <= self.today,
            later,
            among(newer.employee_id, self.whom),
        )
        return (
            select(Employment.employee_id, Employment.department_id, Employment.hired)
            .where(Employment.from_day <= self.today, works_on(Employment, self.today))
            .where(~after.exists())
            .subquery("work")
        )

    def _asked(self) -> Subquery:
        """The assignment that counts of each person: the one due first."""
        extended = self._extended()
        open_then = or_(Assignment.to_at.is_(None), Assignment.to_at > self.at)
        query = (
            select(
                Assignment.employee_id,
                Assignment.requirement,
                Assignment.due,
                Assignment.from_at,
                extended.c.due.label("extended"),
            )
            .outerjoin(extended, extended.c.assignment_id == Assignment.id)
            .where(Assignment.certificate == self.grounds.certificate)
            .where(Assignment.from_at <= self.at, open_then)
            .where(among(Assignment.employee_id, self.whom))
        )
        if len(self.grounds.asked) == 1:
            return query.subquery("asked")
        day = func.coalesce(extended.c.due, Assignment.due)
        first = (day.is_(None), day, Assignment.requirement)
        return _first(query, Assignment.employee_id, first, "asked")

    def _extended(self) -> Subquery:
        later = aliased(Extension)
        after = select(later.id).where(
            later.assignment_id == Extension.assignment_id,
            later.id > Extension.id,
            later.at <= self.at,
        )
        return (
            select(Extension.assignment_id, Extension.due)
            .where(Extension.at <= self.at, ~after.exists())
            .subquery("extended")
        )

    def _held(self) -> Subquery:
        """The certificate that counts of each person: the last, a pilot or revoked one last."""
        at, following = self.at, aliased(Credential)
        replaced = select(following.id).where(
            following.certificate == self.grounds.certificate,
            # Of the same person: PostgreSQL then need not sort everybody's.
            following.employee_id == Credential.employee_id,
            following.replaces_id == Credential.id,
            following.issued <= at,
            among(following.employee_id, self.whom),
        )
        revoked = CredentialEvent.id.is_not(None).label("revoked")
        event = and_(CredentialEvent.credential_id == Credential.id, CredentialEvent.at <= at)
        query: Any = (
            select(
                Credential.employee_id,
                Credential.id,
                Credential.revision_id,
                Credential.expires,
                Credential.pilot,
                Credential.issued,
                revoked,
                Credential.id.in_(_in_classrooms()).label("classroom"),
            )
            .outerjoin(CredentialEvent, event)
            .where(Credential.certificate == self.grounds.certificate)
            .where(Credential.issued <= at, ~replaced.exists())
            .where(among(Credential.employee_id, self.whom))
        )
        best = (revoked, Credential.pilot, Credential.issued.desc(), Credential.id.desc())
        return _first(query, Credential.employee_id, best, "held")

    def _excused(self) -> Subquery:
        recorded = and_(Excuse.at <= self.at, or_(Excuse.ended.is_(None), Excuse.ended > self.at))
        which = or_(Excuse.certificate.is_(None), Excuse.certificate == self.grounds.certificate)
        return (
            select(Excuse.employee_id)
            .distinct()
            .where(Excuse.from_day <= self.today, Excuse.to_day >= self.today, recorded, which)
            .subquery("excused")
        )

    def _known(self, module: str) -> Subquery:
        """The last knowledge of each person: what rests on another always has the higher id."""
        return (
            select(Completion.employee_id, func.max(Completion.knowledge_id).label("knowledge_id"))
            .where(Completion.module == module, Completion.at <= self.at)
            .where(among(Completion.employee_id, self.whom))
            .group_by(Completion.employee_id)
            .subquery(f"known_{module}")
        )

    def _due(self, fixed: dict[str, date | None]) -> ColumnElement[Any]:
        asked = self.asked.c
        days = [(asked.requirement == name, literal(day, Date())) for name, day in fixed.items()]
        then = case(*days, else_=asked.due) if days else asked.due
        return func.coalesce(asked.extended, then)

    def _late(self) -> ColumnElement[bool]:
        """Whether the due day has passed, grace included."""
        today = self.today
        graces = {name: each.rules.grace for name, each in self.grounds.asked.items()}
        late = [
            (self.asked.c.requirement == name, self.due < today - timedelta(days=days))
            for name, days in graces.items()
            if days
        ]
        usual = self.due < today
        return func.coalesce(case(*late, else_=usual) if late else usual, false())

    def _started(self) -> ColumnElement[bool]:
        modules = [each.slug for each in self.grounds.modules]
        return (
            select(Enrolment.id)
            .where(Enrolment.employee_id == self.work.c.employee_id)
            .where(Enrolment.module.in_(modules), Enrolment.opened <= self.at)
            # With a limit PostgreSQL looks at those who hold nothing only, and not at everybody.
            .limit(1)
            .scalar_subquery()
            .is_not(None)
        )

    def _expires(self) -> ColumnElement[Any]:
        today, expires = self.today, self.held.c.expires
        far = today + timedelta(days=self.grounds.window)
        return case(
            (expires < today, literal(LONG_AGO, Date())), (expires <= far, expires), else_=null()
        )

    def _moved(self) -> ColumnElement[bool]:
        """Whether they have ever worked where something else is asked than elsewhere."""
        if not self.grounds.special:
            return false()
        moved = movers(self.grounds, self.whom, at=self.at, today=self.today)
        return self.work.c.employee_id.in_(moved)


def _first(query: Select[Any], person: Any, order: Any, name: str) -> Subquery:
    """Of each person the row that comes first."""
    place = func.row_number().over(partition_by=person, order_by=order).label("place")
    ranked = query.add_columns(place).subquery(f"{name}_ranked")
    return select(ranked).where(ranked.c.place == 1).subquery(name)


def movers(grounds: Grounds, whom: Whom, *, at: datetime, today: date) -> Select[int]:
    """The ids of those who have worked in departments of which different things are asked."""
    kinds = _kind(grounds, Employment)
    return (
        select(Employment.employee_id)
        .where(Employment.from_day <= today, Employment.recorded <= at)
        .where(among(Employment.employee_id, whom))
        .group_by(Employment.employee_id)
        .having(func.min(kinds) != func.max(kinds))
    )


def _in_classrooms() -> Select[int]:
    """The certificates that rest on what was taken in a classroom."""
    return (
        select(CredentialBasis.credential_id)
        .join(Completion, Completion.id == CredentialBasis.completion_id)
        .join(Evidence, Evidence.id == Completion.evidence_id)
        .where(Evidence.kind == "classroom")
    )


def _kind(grounds: Grounds, work: Any) -> ColumnElement[int]:
    """A number for each kind of departments, of which different things are asked."""
    kinds: dict[tuple[str, ...], list[int]] = {}
    for each in sorted(grounds.special):
        kinds.setdefault(grounds.alike(grounds.lineages[each]), []).append(each)
    special = [(work.department_id.in_(ids), n) for n, ids in enumerate(kinds.values(), 1)]
    return case(*special, else_=0)


def _relative(rules: Any) -> bool:
    return rules.after_hire is not None or rules.after_joining is not None


def _no(kind: Any) -> ColumnElement[Any]:
    return literal(None, kind)
