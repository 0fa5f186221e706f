"""A proposal: what it would change, the reviewers' words, and the second person's decision."""

from collections.abc import Sequence
from typing import Any

from flask import redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.content.comments.queries import comments_on
from training.content.drafts.service import begin_draft
from training.content.models import Revision
from training.content.packages import Package
from training.content.proposals.queries import (
    ROLL_BACK,
    Proposal,
    Proposed,
    proposal,
    proposed_askings,
    proposed_packages,
)
from training.content.queries import blobs, hashes_in_force, in_force, revision
from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.flows.decide_content import MAY_DECIDE, decide_content
from training.people.acts.queries import decision
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render, say
from training.web.publishing.approving import words_on
from training.web.publishing.beside import wording
from training.web.publishing.differences import (
    Difference,
    draft_difference,
    revision_difference,
)
from training.web.publishing.footing import (
    AUTHORS,
    READERS,
    name_of,
    proposed_title,
    revision_title,
    title_of,
)
from training.web.publishing.impact import Foreseen, impact_wording, of_proposal
from training.web.publishing.label_words import told
from training.web.publishing.reading_drafts import Draftwork, read_draft
from training.web.state import now, state, today
from training.web.unit import close, commit, db

PROPOSAL = f"/content/proposals/<{ID}:act_id>"
PUBLISH, REFUSE = "publish", "refuse"


@blueprint.get(PROPOSAL)
@access(*READERS)
def text_proposal(act_id: int) -> str:
    """What is proposed, beside what is in force."""
    return _page(db(), act_id)


@blueprint.get(f"{PROPOSAL}/<answer>")
@access(*READERS)
def text_proposal_decide(act_id: int, answer: str) -> str:
    """What publishing, refusing or taking back means, before it is done."""
    if answer not in (PUBLISH, REFUSE):
        raise NotFound("There is no such page.")
    wanted = proposal(db(), act_id)
    missing = {
        each: [word.role for word in words_on(db(), each, each.needs, current()) if word.missing]
        for each in wanted.packages
    }
    return render(
        "content/decide.html",
        wanted=wanted,
        answer=answer,
        mine=wanted.by == current().id,
        by=name_of(db(), wanted.by),
        titles={each: proposed_title(db(), each) for each in wanted.packages},
        missing=missing,
        foreseen=_foreseen(db(), wanted) if answer == PUBLISH else {},
        is_roll_back=wanted.kind == ROLL_BACK,
        **wording(db()),
    )


@blueprint.post(f"{PROPOSAL}/<answer>")
@access(*READERS)
def text_proposal_decide_send(act_id: int, answer: str) -> Response | tuple[str, int]:
    """Publish what was proposed, refuse it or take it back."""
    if answer not in (PUBLISH, REFUSE):
        raise NotFound("There is no such page.")
    if answer == PUBLISH:
        _read_beforehand(act_id)
    mine = proposal(db(), act_id).by == current().id
    try:
        done = decide_content(
            db(), act_id, second=current(), agrees=answer == PUBLISH, now=now(), today=today()
        )
    except (Conflict, InputRefused) as refused:
        close()
        return _page(db(), act_id, refused=refused), 409
    commit()
    if answer == REFUSE:
        text = t("Taken back. Nothing changed.") if mine else t("Refused. Nothing changed.")
        say("success", text)
        return redirect(address("training.texts"), 303)
    say("success", _published(done))
    return redirect(address("training.texts"), 303)


@blueprint.post(f"{PROPOSAL}/again")
@access(*AUTHORS)
def text_proposal_again(act_id: int) -> Response:
    """A draft of one's own with the proposal's texts, compared with what is in force now."""
    wanted = proposal(db(), act_id)
    if wanted.kind == ROLL_BACK:
        raise NotAllowed("Roll back again from the revision that you want.")
    files = _files_of(db(), wanted)
    note = t("Proposal {number} again", number=act_id)
    made = begin_draft(db(), files, note=note, by=current().id, now=now())
    commit()
    return redirect(address("training.text_draft", draft_id=made.id), 303)


def proposed_work(session: Session, wanted: Proposal) -> Draftwork:
    """The proposal's texts as they were read."""
    return read_draft(blobs(session, wanted.files))


def _packages(work: Draftwork, wanted: Proposal) -> list[Package]:
    """What it would publish, as it reads now. Raises `NotFound` when that is another text."""
    hashes = {(each.kind, each.slug): each.sha256 for each in wanted.packages}
    found = [each for each in work.packages if hashes.get((each.kind, each.slug)) == each.sha256]
    if len(found) < len(hashes):
        raise NotFound("This was proposed to an older version of the software; propose it again.")
    return found


def _read_beforehand(act_id: int) -> None:
    """Parse the proposal while nobody has to wait; what was read is kept for the flow."""
    close()
    with state().database.reading() as looking:
        proposed_packages(looking, proposal(looking, act_id))


def _files_of(session: Session, wanted: Proposal) -> dict[str, bytes | None]:
    """The proposal's own files that differ from those in force, none for those that would go."""
    found: dict[str, bytes | None] = {}
    for each in _packages(proposed_work(session, wanted), wanted):
        city = each.kind == "city"
        here = {p: raw for p, raw in each.files.items() if city or not p.startswith("city/")}
        published = in_force(session, each.kind, each.slug)
        old: dict[str, str] = dict(published.manifest["files"]) if published else {}
        found |= {p: None for p in old if p not in here and (city or not p.startswith("city/"))}
        found |= {p: raw for p, raw in here.items() if old.get(p) != wanted.files.get(p)}
    return found


def _published(done: Sequence[Revision]) -> str:
    names = ", ".join(
        t("{title}, revision {number}", title=revision_title(db(), each), number=each.number)
        for each in done
    )
    return t("Published: {texts}.", texts=names)


def _overtaken(session: Session, wanted: Proposal) -> list[Proposed]:
    """The packages that something else was published for meanwhile."""
    now_in_force = hashes_in_force(session)
    return [
        each
        for each in wanted.packages
        if now_in_force.get((each.kind, each.slug)) not in (each.before, each.sha256)
    ]


def _foreseen(session: Session, wanted: Proposal) -> dict[str, Foreseen]:
    """What publishing would ask of people; empty where it cannot be published any more."""
    if decision(session, wanted.act_id) or _overtaken(session, wanted):
        return {}
    return of_proposal(session, wanted, proposed_askings(session, wanted))


def _page(session: Session, act_id: int, *, refused: Conflict | InputRefused | None = None) -> str:
    wanted, person = proposal(session, act_id), current()
    decided = decision(session, act_id)
    differences = _differences(session, wanted)
    overtaken = _overtaken(session, wanted)
    asked = () if decided or overtaken else proposed_askings(session, wanted)
    return render(
        "content/proposal.html",
        wanted=wanted,
        by=name_of(session, wanted.by),
        mine=wanted.by == person.id,
        may_decide=not person.roles.isdisjoint(MAY_DECIDE),
        may_write=not person.roles.isdisjoint(AUTHORS),
        is_roll_back=wanted.kind == ROLL_BACK,
        decided=decided,
        decided_by=name_of(session, decided.second) if decided else "",
        overtaken=overtaken,
        refused=refused,
        differences=differences,
        told_of={each.key: told(each.questions, wanted.labels[each.key]) for each in asked},
        foreseen=of_proposal(session, wanted, asked),
        words={
            each.sha256: words_on(session, each, each.needs, person) for each in wanted.packages
        },
        remarks={each.sha256: _remarks(session, each) for each in wanted.packages},
        name_of=lambda each: name_of(session, each),
        back=address("training.text_proposal", act_id=act_id),
        errors=refused is not None,
        **impact_wording(),
        **wording(session),
    )


def _remarks(session: Session, each: Proposed) -> list[Any]:
    return comments_on(session, each.kind, each.slug, each.sha256, roles=current().roles)


def _differences(session: Session, wanted: Proposal) -> list[Difference]:
    """Each package beside what is in force now; of a roll-back its one revision."""
    if wanted.kind == ROLL_BACK:
        return [
            revision_difference(
                session,
                in_force(session, each.kind, each.slug),
                revision(session, each.kind, each.slug, wanted.number or 0),
                title_of(session, each.kind, each.slug),
            )
            for each in wanted.packages
        ]
    work = proposed_work(session, wanted)
    return [
        draft_difference(
            session,
            each,
            work,
            work.title(each.kind, each.slug) or title_of(session, each.kind, each.slug),
        )
        for each in _packages(work, wanted)
    ]
