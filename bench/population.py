"""A city of any size: people, where they work, what they took, hold and are asked for."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from training.assignments.models import Assignment, Excuse, RequirementVersion
from training.assignments.rules import Rules
from training.content.labels import Label
from training.content.models import LabelledChange, Revision
from training.content.tree import tree_of
from training.credentials.models import Credential, CredentialEvent
from training.db import Base, Database
from training.flows.publish import publish_tree
from training.learning.knowledge import knowledge_sha256
from training.learning.models import Completion, Enrolment, Knowledge
from training.people.models import Employee, Employment

NOW = datetime(2026, 11, 23, 16, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MODULES = range(1, 6)
"""As many certificates, each of which requires one of them."""
DEPARTMENTS = 40
SPECIAL = 4
"""Departments that read some of every module otherwise."""
SECTIONS = 8
REVISIONS = 3
MOVED = NOW - timedelta(days=10)
SOON, LATER = TODAY + timedelta(days=15), TODAY + timedelta(days=60)
CHUNK = 10_000
Row = tuple[Any, ...]
Rows = Iterator[Row]


def populate(database: Database, people: int) -> None:
    """Tables, texts in `REVISIONS`, and so many people of whom five certificates are asked.

    One in ten has not completed a module; one in twelve has made up what changed; some expire,
    moved, are excused, renewed or revoked, or hold a pilot.
    """
    Base.metadata.create_all(database.engine)
    with database.writing() as db:
        _publish(db)
        texts = [_Text(db, m) for m in MODULES]
        _ask(db)
        db.commit()
    fill = _copy if database.dialect == "postgresql" else _insert
    for model, columns, rows in _tables(people, texts):
        fill(database, model, columns.split(), rows)


def taken(n: int) -> datetime:
    """When whoever took a module's n-th revision did."""
    return NOW - timedelta(days=400 - 100 * n)


class _Text:
    """A module and its certificate, with what completing it as which department is worth."""

    def __init__(self, db: Session, m: int) -> None:
        self.m = m
        revisions = select(Revision.id).order_by(Revision.number)
        self.revisions = db.scalars(revisions.where(Revision.slug == f"module-{m}")).all()
        self.design = db.scalars(revisions.where(Revision.slug == f"certificate-{m}")).one()
        self.known: dict[tuple[int, int, str], int] = {}
        self.renewed: dict[tuple[int, int, str], int] = {}
        for n in range(REVISIONS):
            for department in range(DEPARTMENTS):
                for language in ("en", "es"):
                    key = (n, department, language)
                    self.known[key] = self._keep(db, key, self.revisions[n], None)
                    last, before = self.revisions[-1], self.known[key]
                    self.renewed[key] = self._keep(db, key, last, before)

    def _keep(
        self, db: Session, key: tuple[int, int, str], revision: int, before: int | None
    ) -> int:
        says: dict[str, Any] = {
            "module": f"module-{self.m}",
            "revision_id": revision,
            "department": f"department-{key[1]}",
            "language": key[2],
            "parts": ["section:section-2"] if before else None,
            "held": None,
        }
        row = Knowledge(sha256=knowledge_sha256(before, **says), before_id=before, **says)
        db.add(row)
        db.flush()
        return row.id


def _publish(db: Session) -> None:
    """Revisions of every module: each changes a section, to be read again, then tested again."""
    for n in range(1, REVISIONS + 1):
        publish_tree(db, tree_of(_files(n)), by=None, now=taken(n) - timedelta(days=1))
    labels = {2: Label.REREAD, 3: Label.RETEST}
    for revision in db.scalars(select(Revision).where(Revision.number > 1)):
        db.add(
            LabelledChange(
                revision_id=revision.id,
                part="section:section-2",
                department=None,
                language="en",
                label=labels[revision.number],
                cause="edit",
                reason="It changed.",
                due=TODAY - timedelta(days=30) if revision.number == REVISIONS - 1 else LATER,
                wrong_key=False,
            )
        )


def _files(n: int) -> dict[str, bytes]:
    found = {
        "city/departments.md": "\n\n".join(
            f"## Department {d} {{#department-{d}}}\nCode: D{d}" for d in range(DEPARTMENTS)
        )
    }
    sections = [f"## Section {s} {{#section-{s}}}\n\nGreet people.\n" for s in range(SECTIONS)]
    sections[2] += f"\nThis was changed {n} times.\n"
    for m in MODULES:
        front = f"---\ntitle: Module {m}\nsummary: One of several.\nminutes: 10\n---\n\n"
        found[f"modules/module-{m}/module.md"] = front + "\n".join(sections)
        for d in range(SPECIAL):
            own = f"## Own {d} {{#own-{d} in=section-1}}\n\nGreet them otherwise.\n"
            found[f"modules/module-{m}/departments/department-{d}.md"] = own
        found[f"certificates/certificate-{m}.md"] = (
            f"---\ntitle: Certificate {m}\nrequires: module-{m}\n"
            "valid-for: until the text changes\nsigned-by: OEI\n---\n\n{name} has done {title}.\n"
        )
    return {path: words.encode() for path, words in found.items()}


def _ask(db: Session) -> None:
    for m in MODULES:
        slug = f"certificate-{m}"
        rules = Rules(after_move=30, window=30, grace=m, after_joining=900 + m)
        db.add(
            RequirementVersion(
                requirement=slug,
                n=1,
                certificate=slug,
                audience={"everyone": True},
                rules=rules.stored(),
                from_at=taken(1),
                by=None,
            )
        )


def _tables(people: int, texts: list[_Text]) -> Iterator[tuple[type[Base], str, Rows]]:
    """Tables with the names of their columns and their rows, in an order that keys allow."""

    def every(row: Callable[[int], Row], wanted: Callable[[int], bool] = lambda _i: True) -> Rows:
        return (row(i) for i in range(1, people + 1) if wanted(i))

    def each(row: Callable[[int, _Text, int], Row], wanted: Callable[[int, _Text], bool]) -> Rows:
        return (
            row(number * people + i, text, i)
            for number, text in enumerate(texts)
            for i in range(1, people + 1)
            if wanted(i, text)
        )

    def completed(i: int, text: _Text) -> bool:
        return (i * 7 + text.m) % 10 != 0

    def renewed(i: int, text: _Text) -> bool:
        return completed(i, text) and (i + text.m) % 12 == 0

    def begun(i: int, text: _Text) -> bool:
        return completed(i, text) or i % 3 == 0

    def key(i: int, text: _Text) -> tuple[int, int, str]:
        return (i + text.m) % REVISIONS, i % DEPARTMENTS, "es" if i % 7 == 0 else "en"

    def opened(id_: int, text: _Text, i: int) -> Row:
        n = key(i, text)[0]
        done = taken(n + 1) if completed(i, text) else None
        home = 1 + i % DEPARTMENTS
        revision = text.revisions[n]
        return id_, i, f"module-{text.m}", 1, "full", revision, home, taken(n + 1), done

    def finished(id_: int, text: _Text, i: int) -> Row:
        n, department, language = key(i, text)
        what = (text.revisions[n], 1 + department, language, text.known[key(i, text)])
        return id_, id_, i, f"module-{text.m}", *what, taken(n + 1)

    def issued(id_: int, text: _Text, i: int) -> Row:
        slug, at = f"certificate-{text.m}", taken(key(i, text)[0] + 1)
        expires = SOON if i % 4 == 0 else MOVED.date() if i % 9 == text.m else None
        return id_, i, slug, text.design, f"{id_}", {}, "", f"{id_}", 0, i % 31 == 0, at, expires

    again = len(texts) * people

    def opened_again(id_: int, text: _Text, i: int) -> Row:
        first = opened(id_, text, i)
        return again + id_, i, first[2], 2, "delta", text.revisions[-1], first[6], MOVED, MOVED

    def made_up(id_: int, text: _Text, i: int) -> Row:
        first = finished(id_, text, i)
        known = text.renewed[key(i, text)]
        return again + id_, again + id_, i, first[3], text.revisions[-1], *first[5:7], known, MOVED

    def reissued(id_: int, text: _Text, i: int) -> Row:
        name = f"{again + id_}"
        slug = f"certificate-{text.m}"
        paper: Row = (slug, text.design, name, {}, "", name, 0)
        return again + id_, i, *paper, False, MOVED, SOON if i % 4 == 0 else None, id_

    def asked(id_: int, text: _Text, i: int) -> Row:
        slug = f"certificate-{text.m}"
        return id_, i, slug, slug, taken(1), MOVED.date() if i % 5 == text.m % 5 else LATER

    yield (
        Employee,
        "id number first_name last_name language",
        every(lambda i: (i, f"E{i}", "Lee", f"Learner {i}", "es" if i % 7 == 0 else "en")),
    )
    work = "employee_id department_id kind active source from_day recorded"
    hired = (TODAY - timedelta(days=900), taken(1))
    yield (
        Employment,
        work,
        every(lambda i: (i, 1 + i % DEPARTMENTS, "employee", True, "bench", *hired)),
    )
    yield (
        Employment,
        work,
        every(
            lambda i: (
                i,
                1 + i // 33 % DEPARTMENTS,
                "employee",
                True,
                "bench",
                MOVED.date(),
                MOVED,
            ),
            lambda i: i % 33 == 0,
        ),
    )
    yield (
        Excuse,
        "employee_id from_day to_day by at",
        every(lambda i: (i, MOVED.date(), LATER, 1, MOVED), lambda i: i % 97 == 0),
    )
    yield (
        Assignment,
        "id employee_id requirement certificate from_at due",
        each(asked, lambda i, text: (i + text.m) % 50 != 0),
    )
    enrolment = "id employee_id module cycle kind revision_id department_id opened closed"
    yield Enrolment, enrolment, each(opened, begun)
    completion = "id enrolment_id employee_id module revision_id department_id language"
    yield Completion, f"{completion} knowledge_id at", each(finished, completed)
    credential = "id employee_id certificate revision_id serial facts facts_sha256 basis_sha256"
    credential += " reissue pilot issued expires"
    yield Credential, credential, each(issued, completed)
    yield (
        CredentialEvent,
        "credential_id kind reason by second at",
        each(
            lambda id_, _text, _i: (id_, "revoked", "bench", 1, 2, MOVED),
            lambda i, text: completed(i, text) and i % 401 == 0,
        ),
    )
    yield Enrolment, enrolment, each(opened_again, renewed)
    yield Completion, f"{completion} knowledge_id at", each(made_up, renewed)
    yield Credential, f"{credential} replaces_id", each(reissued, renewed)


def _insert(database: Database, model: type[Base], columns: list[str], rows: Rows) -> None:
    with database.writing() as db:
        while some := [dict(zip(columns, row, strict=True)) for row in islice(rows, CHUNK)]:
            db.execute(insert(model), some)
        db.commit()


def _copy(database: Database, model: type[Base], columns: list[str], rows: Rows) -> None:
    address = database.engine.url.set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
        cursor = connection.cursor()
        # Nothing points to what is not there, and looking would take most of the time.
        cursor.execute("SET session_replication_role = replica")
        names = ", ".join(columns)
        with cursor.copy(f"COPY {model.__tablename__} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([json.dumps(each) if each == {} else each for each in row])
