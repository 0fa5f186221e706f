"""A content root in force, and people who propose another."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY
from tests.content.roots import FILES, MODULE
from training.content.asking.queries import askings
from training.content.asking.rules import Labels
from training.content.labels import Given, Label
from training.content.proposals.rules import changed
from training.content.queries import hashes_in_force
from training.content.ready import ready
from training.content.tree import tree_of
from training.flows.approve_content import approve_content
from training.flows.decide_content import decide_content
from training.flows.propose_content import propose_content
from training.flows.publish import publish_tree
from training.people.models import Act, Employee
from training.people.queries import Person, person

CHANGED = MODULE.replace("Greet people.", "Greet everybody.")
PATH = "modules/basics/module.md"
WORDING = Given(f"{PATH}#before", Label.WORDING, "It means the same.")
WORDED = {("module", "basics"): [WORDING]}
"""What is said of `CHANGED`: nobody is asked for anything."""


def files(over: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """The smallest whole root with files put over it."""
    return {path: text.encode("utf-8") for path, text in {**FILES, **(over or {})}.items()}


def set_up(db: Session, over: Mapping[str, str] | None = None) -> None:
    """Publish the root as whoever runs the machine does."""
    publish_tree(db, ready(tree_of(files(over))), by=None, now=NOW)


def who(db: Session, employee: Employee) -> Person:
    """Somebody as they are today."""
    found = person(db, employee.id, now=NOW, today=TODAY)
    assert found is not None
    return found


def proposed(db: Session, by: Employee, text: str = CHANGED) -> Act:
    """A proposal to publish another text of the module."""
    whole = files({PATH: text})
    return propose_content(
        db,
        whole,
        reason="It reads better.",
        by=who(db, by),
        labels=WORDED,
        now=NOW,
        today=TODAY,
    )


def agreed(db: Session, act: Act, second: Employee) -> None:
    """The second person's yes."""
    decide_content(db, act.id, second=who(db, second), agrees=True, now=NOW, today=TODAY)


def approved(db: Session, sha256: str, by: Employee, role: str = "legal") -> None:
    """A reviewer's word on one text of the module."""
    approve_content(db, "module", "basics", sha256=sha256, role=role, by=who(db, by), now=NOW)


def answered(db: Session, whole: Mapping[str, bytes]) -> Labels:
    """Labels for all that a root changes: to be read where it is new, else of the wording."""
    tree = ready(tree_of(whole))
    packages = changed(tree.packages, hashes_in_force(db))
    return {
        asking.key: [
            Given(
                each.cause,
                Label.REREAD if each.new else Label.WORDING,
                "Because.",
                TODAY if each.new else None,
                each.new,
            )
            for each in asking.questions
            if not each.translation
        ]
        for asking in askings(db, tree, packages)
    }
