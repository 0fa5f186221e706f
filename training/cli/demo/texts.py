"""The demonstration's texts, published by its author and approved by invented reviewers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from training.cli.context import Context
from training.cli.demo.earlier import ADDED, earlier_tree
from training.content.asking.queries import askings
from training.content.asking.rules import Asking
from training.content.labels import Given, Label, Labelled
from training.content.proposals.rules import changed
from training.content.queries import hashes_in_force
from training.content.ready import ready
from training.content.tree import Tree, read_tree
from training.flows.approve_content import approve_content
from training.flows.publish import publish_tree
from training.people.queries import Person

FIRST, CHANGED = timedelta(days=60), timedelta(days=6)
"""How long ago the first texts were published, and those that are in force."""
WHY = "The page names both offices now: the Mayor’s Office and OEI."
WHY_MORE = "What to do when officers come belongs to what everybody knows."
TO_REDO, TO_ADD = timedelta(days=15), timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who publishes, and who approves as which role."""

    db: Session
    ctx: Context
    author: int
    reviewers: Mapping[str, Person]

    def publish_earlier(self, root: Path, now: datetime) -> None:
        """The content as it was two months ago."""
        self._publish(ready(earlier_tree(root)), {}, now - FIRST)

    def publish_change(self, root: Path, now: datetime, today: date) -> None:
        """The content as it is, of which everybody certified has something to make up for."""
        tree = ready(read_tree(root))
        wanted = changed(tree.packages, hashes_in_force(self.db))
        labels = {
            each.key: each.labelled(_labels(each, today)) for each in askings(self.db, tree, wanted)
        }
        self._publish(tree, labels, now - CHANGED)

    def _publish(
        self, tree: Tree, labels: Mapping[tuple[str, str], Sequence[Labelled]], at: datetime
    ) -> None:
        for published in publish_tree(self.db, tree, by=self.author, now=at, labels=labels):
            revision = published.revision
            for role in revision.manifest.get("needs", ()) if published.changed else ():
                approve_content(
                    self.db,
                    revision.kind,
                    revision.slug,
                    sha256=revision.sha256,
                    role=role,
                    by=self.reviewers[role],
                    now=at,
                )
            if published.changed:
                self.ctx.say(f"{revision.slug}: revision {revision.number}")


def _labels(asking: Asking, today: date) -> list[Given]:
    """The page that changed is asked about again; the module that was added is done by a day."""
    found = []
    for each in asking.questions:
        if each.cause == ADDED:
            given = Given(each.cause, Label.REREAD, WHY_MORE, today + TO_ADD, each.new)
        elif each.translation:
            continue
        else:
            given = Given(each.cause, Label.RETEST, WHY, today + TO_REDO, each.new)
        found.append(given)
    return found
