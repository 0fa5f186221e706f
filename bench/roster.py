"""How long a roster of 7,000 people takes, and how many statements: `python -m bench.roster`.

Imports it into an empty SQLite database, again unchanged, and again after a thousand people moved;
then 300 changes, with twelve requirements whose audiences follow.
"""

import csv
import io
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

import training.content.models
import training.credentials.models
import training.learning.models  # noqa: F401
from training.assignments.audience import Audience, Line, What
from training.assignments.models import Assignment
from training.assignments.rules import Rules
from training.assignments.service import require
from training.db import Base, Database
from training.flows.import_roster import import_roster
from training.people.models import Department

PEOPLE = 7_000
MOST_SECONDS = 3.0
CHANGES = 300
MOST_SECONDS_TO_FOLLOW = 5.0
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
TODAY = NOW.date()
COLUMNS = "Employee Number,First Name,Last Name,E-mail,Department,Site,Job,Job Code,Type,Hire Date"


def roster(moved: int = 0, changed: int = 0) -> bytes:
    """A roster of `PEOPLE`, the first of whom have moved to the next department.

    Of `changed` people a third moves, a third is new in place of others, and a third has another
    job.
    """
    text = io.StringIO()
    write = csv.writer(text).writerow
    write(COLUMNS.split(","))
    third = changed // 3
    for n in range(PEOPLE):
        new, promoted = n >= PEOPLE - third, PEOPLE - 2 * third <= n < PEOPLE - third
        department = (n + (n < moved + third)) % 40
        address = f"person{n}@city.example" if n % 3 else ""
        hired = TODAY - timedelta(days=n % 4_000)
        job = (n + promoted) % 60
        write(
            [
                f"{'N' if new else 'E'}{n:05}",
                "María",
                f"Muñoz {n}",
                f"new{address}" if new and address else address,
                f"Department {department}",
                f"Site {n % 200}",
                f"Job {job}",
                f"J{job}",
                "volunteer" if n % 50 == 0 else "employee",
                hired.isoformat(),
            ]
        )
    return text.getvalue().encode()


def prepare(path: Path) -> Database:
    """An empty city of forty departments that asks something of everyone."""
    database = Database(f"sqlite:///{path}")
    Base.metadata.create_all(database.engine)
    with database.writing() as db:
        for n in range(40):
            names = {"en": f"Department {n}"}
            db.add(Department(slug=f"department-{n}", code=f"D{n}", names=names, aliases=[]))
        db.flush()
        ask([("core", Audience(), Rules(due=TODAY))], db)
        db.commit()
    return database


def audiences() -> Iterable[tuple[str, Audience, Rules]]:
    """Eleven requirements as mixed as the form allows, besides the one of everyone."""
    departments = _line(What.DEPARTMENTS, *(f"department-{n}" for n in range(12)))
    not_jobs = _line(What.JOBS, "Job 1", "Job 2", "Job 3", negated=True)
    lately = _line(What.HIRED_WITHIN, "90")
    volunteers = _line(What.KINDS, "volunteer")
    sites = _line(What.SITES, *(f"Site {n}" for n in range(40)))
    codes = _line(What.JOB_CODES, *(f"J{n}" for n in range(0, 60, 2)))
    roles = _line(What.ROLES, "liaison", "supervisor")
    numbers = _line(What.NUMBERS, *(f"E{n:05}" for n in range(0, 2_000, 2)))
    yield "two", Audience.any_of([[departments]]), Rules(after_hire=60)
    yield "three", Audience.any_of([[departments, not_jobs]]), Rules(after_joining=30)
    yield "four", Audience.any_of([[lately]]), Rules(after_hire=90)
    yield "five", Audience.any_of([[volunteers], [departments, codes]]), Rules(due=TODAY, grace=7)
    yield "six", Audience.any_of([[sites, codes]]), Rules()
    yield "seven", Audience.any_of([[roles], [numbers]]), Rules(after_joining=14)
    yield "eight", Audience.any_of([[_line(What.ROLES, "author", negated=True)]]), Rules()
    yield "nine", Audience.any_of([[not_jobs]]), Rules(after_hire=365, window=60)
    yield "ten", Audience.any_of([[codes], [sites], [lately]]), Rules(after_joining=10)
    yield "eleven", Audience.of("department-1", "department-39"), Rules(due=TODAY)
    yield "twelve", Audience.any_of([[numbers, not_jobs], [volunteers, sites]]), Rules()


def _line(what: What, *values: str, negated: bool = False) -> Line:
    return Line(what, frozenset(values), negated)


def ask(asked: Iterable[tuple[str, Audience, Rules]], db: Session) -> None:
    """Ask for a certificate by each of the requirements."""
    for name, audience, rules in asked:
        require(
            db,
            "core",
            audience,
            rules=rules,
            requirement=name,
            by=None,
            now=NOW,
            today=TODAY,
        )


def measure(database: Database, what: str, data: bytes, most: float) -> bool:
    """Import once, print what it took, and say whether that is as little as was promised."""
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *each: statements.append(each[2]))
    begun = time.perf_counter()
    with database.writing() as db:
        import_roster(db, data, by=None, now=datetime.now(UTC), today=TODAY)
        db.commit()
    seconds = time.perf_counter() - begun
    print(
        f"roster, {what}: {seconds:.2f} s of {most:.0f} s, {len(statements)} statements for"
        f" {PEOPLE} people"
    )
    return seconds <= most


def main() -> int:
    """Measure; 1 if any import is slower than promised."""
    with tempfile.TemporaryDirectory() as folder:
        database = prepare(Path(folder) / "bench.sqlite")
        fine = [
            measure(database, "first", roster(), MOST_SECONDS),
            measure(database, "again", roster(), MOST_SECONDS),
            measure(database, "1,000 moved", roster(moved=1_000), MOST_SECONDS),
        ]
        with database.writing() as db:
            ask(audiences(), db)
            db.commit()
        before = _assignments(database)
        changed = roster(moved=1_000, changed=CHANGES)
        what = f"{CHANGES} changes and 12 requirements"
        fine.append(measure(database, what, changed, MOST_SECONDS_TO_FOLLOW))
        after = _assignments(database)
        print(
            f"of {before[0]:,} assignments {after[1]:,} ended, {sum(after) - sum(before):,} are new"
        )
        database.dispose()
    return 0 if all(fine) else 1


def _assignments(database: Database) -> tuple[int, int]:
    """How many are open, and how many have ended."""
    with database.reading() as db:
        ended = Assignment.to_at.is_not(None)
        counted = db.execute(select(ended, func.count()).group_by(ended))
        found: dict[bool, int] = {bool(is_over): n for is_over, n in counted}
    return found.get(False, 0), found.get(True, 0)


if __name__ == "__main__":
    sys.exit(main())
