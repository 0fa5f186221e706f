"""Founds the demonstration city: departments, people, content, requirements and histories."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.assignments.audience import Audience
from training.assignments.rules import Rules
from training.assignments.service import require
from training.cli.context import Context
from training.cli.demo.histories import Stage, catch_up, make_histories
from training.cli.demo.invented import Invented, Unit, invent_people, roster_csv
from training.cli.demo.learners import LEARNERS, make_learners
from training.cli.demo.texts import Desk
from training.config import Config
from training.content.city import parse_departments
from training.db import Database
from training.flows.approve_content import HELD_BY
from training.flows.import_roster import import_roster
from training.flows.load_city import load_city
from training.learning.models import Completion
from training.outbox import OutboxMessage
from training.people.contacts.service import Entry, add
from training.people.departments.queries import departments
from training.people.grants.rules import ENDLESS
from training.people.grants.service import grant_or_ask
from training.people.queries import Person, person_by_login
from training.people.service import grant_role, set_password

CERTIFICATE = "immigrant-protection-core"
SEED = 20250721
FIRST_GROUP = ("youth-family-services", "arts-culture", "abq-ride", "community-safety")
"""Departments asked first; some of their people are overdue by now."""
SIGN_INS = {
    "learner": ("public-library", 3),
    "liaison": ("arts-culture", 1),
    "author": ("equity-inclusion", 2),
    "administrator": ("equity-inclusion", 1),
    "legal": ("legal", 2),
    "supervisor": ("public-library", 0),
    "hr": ("human-resources", 2),
    "auditor": ("internal-audit", 2),
    "operator": ("technology-innovation", 2),
}
"""Each role's unit and which of its people it is (from 0, the manager)."""
CITY_CONTACTS = (
    Entry("legal", "City Attorney's desk", "505-555-0101", "8 a.m. to 5 p.m."),
    Entry("legal", "On-call attorney", "505-555-0102", "5 p.m. to 8 a.m."),
    Entry("mayor-report", "Mayor's Office", "505-555-0103"),
)
REVIEWERS = {"legal": SIGN_INS["legal"], "oei": ("equity-inclusion", 3)}
GRANTED = ("author", "administrator", "hr", "auditor", "operator")
LONG_AGO = timedelta(days=61)
"""When roles were given: before the first text was approved."""


def found_city(ctx: Context, config: Config, database: Database, sign_ins: Path) -> None:
    """Fill an empty database with the demonstration, then write its sign-ins down."""
    with database.writing() as db:
        founding = Founding(ctx, config, db, ctx.now, ctx.today)
        people = founding.people()
        founding.grants(people)
        founding.contacts(people)
        founding.content(people)
        founding.requirements()
        founding.histories(people)
        founding.change(people)
        logins = founding.sign_ins(people)
        db.commit()
    _write(sign_ins, logins)


@dataclass(frozen=True, slots=True)
class Founding:
    """The steps, in their order, within one transaction."""

    ctx: Context
    config: Config
    db: Session
    now: datetime
    today: date

    def people(self) -> list[Invented]:
        """Departments from the content, people from an invented roster file."""
        path = self.config.content_root / "city" / "departments.md"
        entries = parse_departments(path.read_text("utf-8"), str(path))
        load_city(self.db, entries, by=None, now=self.now)
        found = departments(self.db)
        slugs = {each.id: each.slug for each in found}
        units = [Unit(each.slug, slugs.get(each.parent_id or 0)) for each in found]
        people = invent_people(units, self.today, Random(SEED))
        import_roster(
            self.db,
            roster_csv(people),
            source="demo",
            allow_leavers=0,
            by=None,
            now=self.now - LONG_AGO,
            today=self.today - LONG_AGO,
        )
        self.ctx.say(f"{len(people)} invented people in {len(units)} departments and divisions")
        return people

    def grants(self, people: list[Invented]) -> None:
        """A liaison for every department, the other roles once, reviewers; and one to decide."""
        for department in departments(self.db):
            if department.parent_id is None:
                self._grant(_pick(people, department.slug, 1), "liaison", department.id)
        for role in GRANTED:
            self._grant(_pick(people, *SIGN_INS[role]), role, None)
        for word, reviewer in REVIEWERS.items():
            self._grant(_pick(people, *reviewer), HELD_BY[word], None)
        asking = self._person(_pick(people, *REVIEWERS["oei"]))
        grant_or_ask(
            self.db,
            self._person(_pick(people, "human-resources", 3)).id,
            "hr",
            None,
            from_at=self.now,
            to_at=self.now + timedelta(days=365),
            reason="Brings the monthly roster in when a colleague is away",
            by=asking.id,
            now=self.now,
        )

    def contacts(self, people: list[Invented]) -> None:
        """Numbers that nobody has: 505-555-01xx is kept free for inventions."""
        last = self.now - timedelta(days=20)
        numbers = (f"505-555-01{n:02}" for n in cycle(range(10, 100)))
        for department in departments(self.db):
            if department.parent_id is None:
                who = _pick(people, department.slug, 1)
                stale = department.slug == SIGN_INS["liaison"][0]
                at = self.now - timedelta(days=100) if stale else last
                self._keep(department.id, Entry("liaison", who.name, next(numbers)), at)
        for each in CITY_CONTACTS:
            self._keep(None, each, last)

    def content(self, people: list[Invented]) -> None:
        """The repository's content as it was two months ago."""
        self._desk(people).publish_earlier(self.config.content_root, self.now)

    def change(self, people: list[Invented]) -> None:
        """The content as it is now; a part of those whom it concerns has made up for it."""
        self._desk(people).publish_change(self.config.content_root, self.now, self.today)
        done = list(self.db.scalars(select(Completion.employee_id).distinct()).all())
        kept = {self._person(_pick(people, *LEARNERS["behind"])).id}
        others = [each for each in sorted(done) if each not in kept]
        caught = catch_up(self._stage(SEED + 2), others)
        for _ in self.ctx.track(caught, "Inventing what came later", len(others)):
            pass
        self._nobody_is_mailed()

    def requirements(self) -> None:
        """Some departments first, then everyone."""
        first = Audience.of(*FIRST_GROUP)
        self._require("first-departments", first, self.today - timedelta(days=10))
        self._require("everyone", Audience(), self.today + timedelta(days=22))

    def histories(self, people: list[Invented]) -> None:
        """What they did in the last forty days."""
        apart = {_pick(people, *place).number for place in (SIGN_INS | LEARNERS).values()}
        others = [
            (self._person(each).id, {each.unit.slug, each.unit.parent} & set(FIRST_GROUP) != set())
            for each in people
            if each.number not in apart
        ]
        stage = self._stage(SEED + 1)
        for _ in self.ctx.track(make_histories(stage, others), "Inventing histories", len(others)):
            pass
        them = {each: self._person(_pick(people, *at)).id for each, at in LEARNERS.items()}
        hr = self._person(_pick(people, *SIGN_INS["hr"])).id
        make_learners(stage, them, hr=hr)
        self._nobody_is_mailed()

    def sign_ins(self, people: list[Invented]) -> dict[str, dict[str, str]]:
        """One sign-in for each role and situation; only these people have a password."""
        logins: dict[str, dict[str, str]] = {}
        for role, (unit, at) in (SIGN_INS | LEARNERS).items():
            who = _pick(people, unit, at)
            password = f"{role}-demonstration"
            set_password(self.db, self._person(who).id, password)
            logins[role] = {"login": who.number, "password": password, "name": who.name}
        return logins

    def _stage(self, seed: int) -> Stage:
        return Stage(self.db, self.config, Random(seed), self.now, self.today)

    def _nobody_is_mailed(self) -> None:
        """About what lies in the past."""
        self.db.flush()
        self.db.execute(update(OutboxMessage).values(done=self.now))

    def _desk(self, people: list[Invented]) -> Desk:
        author = self._person(_pick(people, *SIGN_INS["author"])).id
        reviewers = {role: self._person(_pick(people, *at)) for role, at in REVIEWERS.items()}
        return Desk(self.db, self.ctx, author, reviewers)

    def _keep(self, department_id: int | None, entry: Entry, at: datetime) -> None:
        add(self.db, department_id, entry, by=None, now=at)

    def _grant(self, who: Invented, role: str, department_id: int | None) -> None:
        grant_role(
            self.db,
            self._person(who).id,
            role,
            department_id,
            by=None,
            now=self.now,
            from_at=self.now - LONG_AGO,
            to_at=None if role in ENDLESS else self.now - LONG_AGO + timedelta(days=365),
            reason="The demonstration",
        )

    def _require(self, requirement: str, audience: Audience, due: date) -> None:
        require(
            self.db,
            CERTIFICATE,
            audience,
            requirement=requirement,
            rules=Rules(due=due),
            by=None,
            now=self.now - timedelta(days=55),
            today=self.today,
        )

    def _person(self, who: Invented) -> Person:
        found = person_by_login(self.db, who.number, now=self.now, today=self.today)
        if found is None:
            raise AssertionError(f"{who.number} was not imported")
        return found


def _pick(people: list[Invented], unit: str, at: int) -> Invented:
    return [each for each in people if each.unit.slug == unit][at]


def _write(path: Path, logins: dict[str, dict[str, str]]) -> None:
    new = path.with_suffix(".new")
    new.write_text(json.dumps(logins, indent=2, ensure_ascii=False), "utf-8")
    new.replace(path)
