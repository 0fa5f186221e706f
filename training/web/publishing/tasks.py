"""What waits for whom: proposals and holds to decide, texts to approve."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.content.bulletins.queries import bulletins_asked
from training.content.holds.queries import HOLD, holds_waiting
from training.content.models import Revision
from training.content.proposals.queries import ROLL_BACK, Proposal, authors_of_text, proposals
from training.content.queries import KINDS, all_in_force, approvals_of, missing_approvals
from training.flows.decide_content import MAY_DECIDE
from training.learning.regrading.recorded.queries import regrades_waiting
from training.people.models import Act
from training.people.queries import Person
from training.web.audit_words import role_word
from training.web.blueprint import address
from training.web.languages import t
from training.web.publishing.footing import (
    AUTHORS,
    HOLDERS,
    READERS,
    name_of,
    proposed_title,
    reviews_as,
    revision_title,
    title_of,
)


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the reader, and the page where it is done."""

    title: str
    text: str
    page: str


@dataclass(frozen=True, slots=True)
class HoldAsked:
    """A section that somebody wants withdrawn, or given back."""

    act: Act
    title: str
    asked_by: str
    sets: bool
    mine: bool
    """Whether the reader asked for it, and can only take it back."""
    may_agree: bool

    @property
    def slug(self) -> str:
        """The module."""
        return str(self.act.params["slug"])

    @property
    def section(self) -> str:
        """The section's id."""
        return str(self.act.params["section"])

    @property
    def reason(self) -> str:
        """Why."""
        return str(self.act.params["reason"])

    @property
    def at(self) -> datetime:
        """Since when it waits."""
        return self.act.at


def holds_asked(db: Session, person: Person) -> list[HoldAsked]:
    """The sections that wait to be withdrawn or given back, the oldest first."""
    return [
        HoldAsked(
            act=act,
            title=title_of(db, "module", act.params["slug"]),
            asked_by=name_of(db, act.by),
            sets=act.kind == HOLD,
            mine=act.by == person.id,
            may_agree=_may_agree(act, person),
        )
        for act in holds_waiting(db)
    ]


def _may_agree(act: Act, person: Person) -> bool:
    """Whether this person's yes counts: never their own, and one of the two is an administrator."""
    if act.by == person.id or person.roles.isdisjoint(HOLDERS):
        return False
    return "administrator" in person.roles or bool(act.params["asked_by_administrator"])


def tasks_for(db: Session, person: Person) -> list[Task]:
    """What waits for somebody: to publish or refuse, to withdraw, to approve."""
    if person.roles.isdisjoint(READERS):
        return []
    waiting = proposals(db)
    found = [_to_decide(db, each) for each in waiting if _decides(each, person)]
    found += [_to_hold(each) for each in holds_asked(db, person) if each.may_agree]
    if not person.roles.isdisjoint(MAY_DECIDE):
        found += [_to_show(db, act) for act in bulletins_asked(db) if act.by != person.id]
    if not person.roles.isdisjoint(AUTHORS):
        found += [_to_mark(db, act) for act in regrades_waiting(db) if act.by != person.id]
    for role in sorted(reviews_as(person)):
        found += _to_approve(db, person, role, waiting)
    return found


def _decides(wanted: Proposal, person: Person) -> bool:
    return wanted.by != person.id and not person.roles.isdisjoint(MAY_DECIDE)


def _to_decide(db: Session, wanted: Proposal) -> Task:
    names = ", ".join(proposed_title(db, each) for each in wanted.packages)
    said = {"name": name_of(db, wanted.by), "texts": names}
    text = (
        t("{name} wants an older text in force again: {texts}.", **said)
        if wanted.kind == ROLL_BACK
        else t("{name} wants to publish: {texts}.", **said)
    )
    page = address("training.text_proposal", act_id=wanted.act_id)
    return Task(t("A text waits for a second person"), text, page)


def _to_hold(asked: HoldAsked) -> Task:
    said = {"name": asked.asked_by, "section": asked.section, "title": asked.title}
    text = (
        t("{name} wants to withdraw “{section}” of {title}.", **said)
        if asked.sets
        else t("{name} wants to give back “{section}” of {title}.", **said)
    )
    return Task(t("A section waits for a second person"), text, address("training.texts"))


def _to_show(db: Session, act: Act) -> Task:
    said = {"name": name_of(db, act.by), "title": title_of(db, "module", act.subject)}
    page = address("training.text_bulletin_asked", act_id=act.id)
    text = t("{name} wants everybody who must know {title} to read it.", **said)
    return Task(t("A bulletin waits for a second person"), text, page)


def _to_mark(db: Session, act: Act) -> Task:
    title = title_of(db, "module", act.params["module"])
    said = {"name": name_of(db, act.by), "item": act.params["item"], "title": title}
    page = address("training.text_regrade", act_id=act.id)
    text = t("{name} wants the answers to “{item}” of {title} marked again.", **said)
    return Task(t("A corrected key waits for a second person"), text, page)


def _to_approve(db: Session, person: Person, role: str, waiting: list[Proposal]) -> list[Task]:
    """What this reviewer has yet to approve: proposed first, then what is in force as a pilot."""
    found: dict[tuple[str, str, str], Task] = {}
    for each in waiting:
        for one in each.packages:
            given = approvals_of(db, one.kind, one.slug, one.sha256)
            if role in one.needs and role not in {word.role for word in given}:
                page = address("training.text_proposal", act_id=each.act_id)
                title = proposed_title(db, one)
                found[one.kind, one.slug, one.sha256] = _approval(role, title, page)
    for revision in _pilots(db, role):
        page = address(
            "training.text_revision",
            kind=revision.kind,
            slug=revision.slug,
            number=revision.number,
        )
        task = _approval(role, revision_title(db, revision), page)
        found.setdefault((revision.kind, revision.slug, revision.sha256), task)
    return [task for key, task in found.items() if person.id not in authors_of_text(db, *key)]


def _pilots(db: Session, role: str) -> list[Revision]:
    known = [each for kind in KINDS for each in all_in_force(db, kind)]
    missing = missing_approvals(db, [each.id for each in known])
    return [each for each in known if role in missing.get(each.id, ())]


def _approval(role: str, title: str, page: str) -> Task:
    text = t(
        "It stays a pilot until you approve it as {role}: {title}.",
        role=role_word(role),
        title=title,
    )
    return Task(t("A text waits for your approval"), text, page)
