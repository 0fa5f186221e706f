"""How long a roster of 7,000 people takes, and how many statements: `python -m bench.roster`.

Imports it into an empty SQLite database, again unchanged, and again after a thousand people moved.
"""

import csv
import io
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event

import training.content.models
import training.credentials.models
import training.learning.models  # noqa: F401
from training.assignments.audience import Audience
from training.assignments.rules import Rules
from training.assignments.service import require
from training.db import Base, Database
from training.flows.import_roster import import_roster
from training.people.models import Department

PEOPLE = 7_000
MOST_SECONDS = 3.0
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def roster(moved: int = 0) -> bytes:
    """A roster of `PEOPLE`, the first of whom have moved to the next department."""
    text = io.StringIO()
    write = csv.writer(text).writerow
    write(["Employee Number", "First Name", "Last Name", "E-mail", "Department", "Site"])
    for n in range(PEOPLE):
        department = (n + (n < moved)) % 40
        address = f"person{n}@city.example" if n % 3 else ""
        write([f"E{n:05}", "María", f"Muñoz {n}", address, f"Department {department}", f"Site {n}"])
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
        due = NOW.date()
        require(db, "core", Audience(), rules=Rules(due=due), by=None, now=NOW, today=due)
        db.commit()
    return database


def measure(database: Database, what: str, data: bytes) -> float:
    """Import once, print it, and say how many seconds it took."""
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *each: statements.append(each[2]))
    begun = time.perf_counter()
    with database.writing() as db:
        now = datetime.now(UTC)
        import_roster(db, data, by=None, now=now, today=NOW.date())
        db.commit()
    seconds = time.perf_counter() - begun
    print(f"roster, {what}: {seconds:.2f} s, {len(statements)} statements for {PEOPLE} people")
    return seconds


def main() -> int:
    """Measure; 1 if any import is slower than promised."""
    with tempfile.TemporaryDirectory() as folder:
        database = prepare(Path(folder) / "bench.sqlite")
        took = [
            measure(database, "first", roster()),
            measure(database, "again", roster()),
            measure(database, "1,000 moved", roster(moved=1_000)),
        ]
        database.dispose()
    return 0 if max(took) <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
