"""The second person publishes what was proposed, or refuses it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.content.asking.rules import refuse_wrong_labels
from training.content.city import parse_departments
from training.content.labels import Labelled
from training.content.models import Revision
from training.content.proposals.queries import (
    PUBLISH,
    Proposal,
    proposal,
    proposed_askings,
    proposed_packages,
    proposed_tree,
    refuse_reused_ids,
)
from training.content.proposals.rules import refuse_overtaken
from training.content.queries import CITY, hashes_in_force, revision, source_files
from training.content.service import Published, lock_content, pictures_of, publish, restore
from training.content.tree import DEPARTMENTS
from training.errors import NotAllowed
from training.flows.load_city import load_city
from training.flows.propose_content import MAY_PUBLISH
from training.people.acts.service import decide
from training.people.queries import Person

Rows = Mapping[tuple[str, str], Sequence[Labelled]]
"""The labels of each text unit by unit, by kind and slug."""
MAY_DECIDE = MAY_PUBLISH | {"legal"}


def decide_content(
    db: Session, act_id: int, *, second: Person, agrees: bool, now: datetime, today: date
) -> tuple[Revision, ...]:
    """The revisions that agreeing made; none when it was refused, or taken back by its author.

    Raises `NotFound`, `NotAllowed` for whoever proposed it and for others than authors,
    administrators and the City Attorney's reviewers, `Conflict` when it is decided already or
    somebody has published something else since, and `InputRefused` when its labels are right no
    more, such as one whose due date has passed; nothing is decided then.
    """
    wanted = proposal(db, act_id)
    if wanted.by != second.id and not second.roles & MAY_DECIDE:
        raise NotAllowed("Texts are published by authors, administrators and legal reviewers.")
    if not agrees:
        decide(db, act_id, wanted.kind, second=second.id, agrees=False, now=now)
        return ()
    # Reading the text takes a while, so it is done before anybody has to wait for us.
    packages = proposed_packages(db, wanted)
    pictures = pictures_of(packages)
    asked = proposed_askings(db, wanted)
    lock_content(db)
    decide(db, act_id, wanted.kind, second=second.id, agrees=True, now=now)
    _refuse_overtaken(db, wanted)
    refuse_wrong_labels(asked, wanted.labels, today=today)
    labels = {each.key: each.labelled(wanted.labels[each.key]) for each in asked}
    if wanted.kind != PUBLISH:
        return tuple(_restored(db, wanted, second, labels, now=now))
    tree = proposed_tree(db, wanted)
    refuse_reused_ids(db, tree, packages)
    if wanted.package(CITY, CITY):
        load_city(db, tree.departments, by=wanted.by, now=now)
    done = [
        publish(
            db,
            each,
            by=wanted.by,
            second=second.id,
            reason=wanted.reason,
            pictures=pictures,
            labels=labels.get((each.kind, each.slug), ()),
            now=now,
        )
        for each in packages
    ]
    return tuple(each.revision for each in done)


def _refuse_overtaken(db: Session, wanted: Proposal) -> None:
    before = {(each.kind, each.slug): each.before for each in wanted.packages}
    names = [(each.kind, each.slug, each.sha256) for each in wanted.packages]
    refuse_overtaken(
        names, {key: sha for key, sha in before.items() if sha is not None}, hashes_in_force(db)
    )


def _restored(
    db: Session, wanted: Proposal, second: Person, labels: Rows, *, now: datetime
) -> list[Revision]:
    done: list[Revision] = []
    for each in wanted.packages:
        older = revision(db, each.kind, each.slug, wanted.number or 0)
        if each.kind == CITY:
            text = source_files(db, older)[DEPARTMENTS].decode("utf-8")
            load_city(db, parse_departments(text, DEPARTMENTS), by=wanted.by, now=now)
        made: Published = restore(
            db,
            older,
            by=wanted.by,
            second=second.id,
            reason=wanted.reason,
            labels=labels.get((each.kind, each.slug), ()),
            now=now,
        )
        done.append(made.revision)
    return done
