"""How long it takes to say what a change would ask of 7,000 people: `python -m bench.impact`."""

import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

from bench.population import NOW, TODAY, populate
from training.assignments.owed.queries import proposed_publication
from training.assignments.owing.facts import Publication
from training.content.edition import Edition
from training.content.labels import Label, Labelled
from training.content.queries import in_force, working_files
from training.content.tree import tree_of
from training.db import Database
from training.reporting.impact.counting import Impact, impact

PEOPLE, RUNS = 7_000, 5
MOST_SECONDS = 1.0
MODULE = "module-1"


def main() -> int:
    """Print the first and the middle of some runs; 1 when either takes longer than promised."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'training.sqlite'}")
        populate(database, PEOPLE)
        sent: list[str] = []
        event.listen(database.engine, "before_cursor_execute", lambda *each: sent.append(each[2]))
        took: list[float] = []
        for _ in range(RUNS):
            with database.reading() as db:
                wanted, edition = _proposed(db)
                sent.clear()
                began = time.process_time()
                found = impact(db, wanted, edition, now=NOW, today=TODAY)
                took.append(time.process_time() - began)
        database.dispose()
    middle = sorted(took)[RUNS // 2]
    print(_sentence(found))
    print(
        f"impact at {PEOPLE:,} people: first {took[0]:.2f} s of CPU, then {middle:.2f} s,"
        f" {len(sent)} statements; promised {MOST_SECONDS:.0f} s"
    )
    return int(max(took[0], middle) > MOST_SECONDS)


def _proposed(db: Session) -> tuple[Publication, Edition]:
    """A text in which every section changes, and what some departments add."""
    files = {
        path: raw.replace(b"Greet people.", b"Greet everybody.").replace(b"otherwise", b"anew")
        if path.startswith(f"modules/{MODULE}/")
        else raw
        for path, raw in working_files(db).items()
    }
    tree = tree_of(files)
    package = next(each for each in tree.packages if each.slug == MODULE)
    was, text = in_force(db, "module", MODULE), tree.modules[MODULE]
    labels = [
        Labelled(part.part, part.department, part.language, Label.RETEST, "edit", "It changed.")
        for part in package.parts
    ]
    number = was.number + 1 if was else 1
    wanted = proposed_publication(package, text, labels, number=number, at=NOW)
    return wanted, Edition(MODULE, package.sha256, text)


def _sentence(found: Impact) -> str:
    return (
        f"{found.asked:,} people in {found.departments} departments, about"
        f" {found.minutes:.0f} minutes each; {found.nothing:,} nothing, {found.never:,} never"
    )


if __name__ == "__main__":
    sys.exit(main())
