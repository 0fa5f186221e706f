"""How long it takes to say how everybody stands: `python -m bench.status`.

7,000 people with five certificates each, on SQLite, by the CPU time of this process, which is all
there is and is set up as a worker of the server is. `python -m bench.status 10000 100000 1000000`
measures as many on a PostgreSQL that it starts for itself, by the clock: half of the work is the
server's.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import event, text

from bench.population import NOW, TODAY, populate
from tests import postgres
from training.assignments.standings.queries import standing_counts, standings_of
from training.assignments.status import Mark, Status
from training.cli.serve import settle
from training.db import Database

PEOPLE = 7_000
MOST_SECONDS = 0.5
MOST_FOR_A_MILLION = 20.0
RUNS = 3
TUNED = {"work_mem": "64MB", "jit": "off", "random_page_cost": "1.1", "max_wal_size": "8GB"}
"""What a server for a million people is given, at least; the cost is that of a disk that does not
turn."""


def main() -> int:
    """Measure and print; 1 if it takes longer than promised."""
    sizes = [int(each) for each in sys.argv[1:]]
    return _on_postgresql(sizes) if sizes else _on_sqlite()


def _on_sqlite() -> int:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        populate(database, PEOPLE)
        settle()
        took = _say(database, PEOPLE, time.process_time)
        with database.reading() as db:
            named = []
            for _ in range(RUNS):
                begun = time.process_time()
                rows = standings_of(db, None, at=NOW, today=TODAY)
                named.append(time.process_time() - begun)
        print(f"each of {PEOPLE:,} people by name: {min(named):.2f} s, {len(rows):,} rows")
        database.dispose()
    return int(max(took, min(named)) > MOST_SECONDS)


def _on_postgresql(sizes: list[int]) -> int:
    over = False
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = postgres.start(Path(folder) / "data")
        for name, value in TUNED.items():
            with postgres.connect(server) as connection:
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
                connection.execute("SELECT pg_reload_conf()")
        for people in sizes:
            database = Database(postgres.create(server, f"bench_{people}"))
            begun = time.perf_counter()
            populate(database, people)
            _vacuum(database)
            print(f"{people:,} people made in {time.perf_counter() - begun:.0f} s", flush=True)
            seconds = _say(database, people, time.perf_counter)
            print(f"  {seconds * 1_000_000 / people:.1f} s for a million at that pace", flush=True)
            over |= seconds > MOST_FOR_A_MILLION * max(people, 100_000) / 1_000_000
            database.dispose()
    return int(over)


def _say(database: Database, people: int, clock: Callable[[], float]) -> float:
    """Count everybody some times, print the quickest and what was found; its seconds."""
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *each: statements.append(each[2]))
    took = []
    for _ in range(RUNS):
        statements.clear()
        with database.reading() as db:
            begun = clock()
            found = standing_counts(db, at=NOW, today=TODAY)
            took.append(clock() - begun)
    counts: Counter[Status | Mark] = Counter()
    for each in found:
        counts[each.counted] += each.people
    said = ", ".join(f"{n:,} {counted.value}" for counted, n in counts.most_common())
    print(f"{people:,} people × 5 on {database.dialect}: ", end="")
    print(f"{min(took):.2f} s, {len(statements)} statements: {said}", flush=True)
    return min(took)


def _vacuum(database: Database) -> None:
    """What a server does by itself in time."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


if __name__ == "__main__":
    sys.exit(main())
