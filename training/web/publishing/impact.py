"""What a text would ask of people, as its author and the second person are shown it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from training.assignments.owed.queries import proposed_publication, publications
from training.assignments.owing.debts import Owes
from training.assignments.owing.facts import Publication
from training.content.asking.rules import Asking, Labels
from training.content.edition import Edition
from training.content.labels import Given, Labelled, labelled
from training.content.models import Revision
from training.content.module import Module
from training.content.packages import Package
from training.content.proposals.queries import (
    ROLL_BACK,
    Proposal,
    proposed_packages,
    proposed_tree,
)
from training.content.queries import in_force, module_edition, revision
from training.content.tree import Tree
from training.reporting.impact.counting import Impact, impact
from training.web.languages import language, t
from training.web.publishing.label_forms import Cards
from training.web.publishing.part_titles import part_titles
from training.web.state import now, state, today

LOOK = "look"
"""The button that only shows what the labels as they are would ask of whom."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What publishing one module would ask, and what its units are called."""

    slug: str
    impact: Impact
    titles: Mapping[str, str]
    unlabelled: int
    """Changes that nobody has labelled yet: they count as to be read again."""
    wrong_key: bool
    """Whether a key was wrong: marking its answers again spares those who were right."""


def of_draft(
    session: Session, tree: Tree, packages: Iterable[Package], cards: Cards
) -> dict[str, Foreseen]:
    """By slug, what the modules of a draft would ask with the labels as they were typed."""
    askings = {each.asking.key: each.asking for each in cards.cards}
    return _by_slug(session, tree, packages, askings, cards.labels)


def of_proposal(
    session: Session, wanted: Proposal, askings: Iterable[Asking]
) -> dict[str, Foreseen]:
    """By slug, what the modules of a proposal would ask."""
    by_key = {each.key: each for each in askings}
    if wanted.kind != ROLL_BACK:
        packages, tree = proposed_packages(session, wanted), proposed_tree(session, wanted)
        return _by_slug(session, tree, packages, by_key, wanted.labels)
    found = {
        each.slug: foreseen_back(
            session,
            revision(session, each.kind, each.slug, wanted.number or 0),
            by_key[each.kind, each.slug],
            each.labels,
        )
        for each in wanted.packages
        if each.kind == "module"
    }
    return {slug: each for slug, each in found.items() if each}


def impact_wording() -> dict[str, Any]:
    """What the panel calls things."""
    return {
        "owes_words": owes_words(),
        "name_in_language": lambda department: department.name(language()),
    }


def _by_slug(
    session: Session,
    tree: Tree,
    packages: Iterable[Package],
    askings: Mapping[tuple[str, str], Asking],
    labels: Labels,
) -> dict[str, Foreseen]:
    found: dict[str, Foreseen] = {}
    for each in packages:
        asking = askings.get((each.kind, each.slug))
        if each.kind == "module" and asking is not None:
            given = labels.get(asking.key, ())
            one = foreseen(session, each, tree.modules[each.slug], asking, given)
            found |= {each.slug: one} if one else {}
    return found


def foreseen(
    session: Session, package: Package, module: Module, asking: Asking, given: Sequence[Given]
) -> Foreseen | None:
    """What an unpublished module would ask with the labels it has; none for its first text."""
    was = in_force(session, "module", package.slug)
    if was is None or not asking.questions:
        return None
    labels, unlabelled = so_far(asking, given)
    number = was.number + 1
    wanted = proposed_publication(package, module, labels, number=number, at=now())
    edition = Edition(package.slug, package.sha256, module)
    return _foreseen(session, wanted, edition, unlabelled)


def foreseen_back(
    session: Session, older: Revision, asking: Asking, given: Sequence[Given]
) -> Foreseen | None:
    """What bringing an older revision of a module back would ask."""
    was = in_force(session, "module", older.slug)
    if older.kind != "module" or was is None or not asking.questions:
        return None
    labels, unlabelled = so_far(asking, given)
    before = next(e for e in publications(session, older.slug) if e.number == older.number)
    wanted = replace(before, number=was.number + 1, at=now(), labels=labels)
    return _foreseen(session, wanted, module_edition(session, older), unlabelled)


def so_far(asking: Asking, given: Iterable[Given]) -> tuple[tuple[Labelled, ...], int]:
    """The labels given by now, unit by unit, and how many changes have none yet."""
    given = tuple(given)
    answered = {(each.cause, each.new) for each in given}
    open_ = [q for q in asking.questions if (q.cause, q.new) not in answered and not q.translation]
    settled = [each for each in asking.questions if each not in open_]
    return labelled(settled, given), len(open_)


def owes_words() -> Mapping[Owes, str]:
    """What is owed, in words."""
    return {
        Owes.REREAD: t("read again"),
        Owes.RETEST: t("read again, with questions"),
        Owes.NEW: t("new to them"),
    }


def _foreseen(session: Session, wanted: Publication, edition: Edition, unlabelled: int) -> Foreseen:
    found = impact(session, wanted, edition, now=now(), today=today(), zone=state().config.zone)
    wrong_key = any(each.wrong_key for each in wanted.labels)
    return Foreseen(edition.slug, found, part_titles(edition.module), unlabelled, wrong_key)
