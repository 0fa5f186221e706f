"""What a text would ask of people, as its author and the second person are shown it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from training.assignments.owed.queries import proposed_publication, publications
from training.assignments.owing.debts import Owes
from training.assignments.owing.facts import Publication
from training.content.asking.rules import Asking
from training.content.edition import Edition
from training.content.labels import Given, Labelled, labelled
from training.content.models import Revision
from training.content.module import Module
from training.content.packages import Package
from training.content.queries import in_force, module_edition
from training.reporting.impact.counting import Impact, impact
from training.web.languages import t
from training.web.publishing.part_titles import part_titles
from training.web.state import now, state, today


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What publishing one module would ask, and what its units are called."""

    slug: str
    impact: Impact
    titles: Mapping[str, str]
    unlabelled: int
    """Changes that nobody has labelled yet: they count as to be read again."""


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
    return Foreseen(edition.slug, found, part_titles(edition.module), unlabelled)
