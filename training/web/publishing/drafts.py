"""An author's draft: what is wrong with it, what it changes, and asking for it to be published."""

from typing import Any

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.content.asking.queries import askings
from training.content.checkup import Severity
from training.content.drafts import service
from training.content.drafts.placing import UNPLACED, candidates
from training.content.drafts.queries import draft, drafted_root, root_in_force
from training.content.models import Draft
from training.content.queries import blobs
from training.errors import Conflict, InputRefused
from training.flows.propose_content import propose_content
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render, say
from training.web.publishing.beside import wording
from training.web.publishing.differences import draft_difference
from training.web.publishing.footing import AUTHORS, title_of
from training.web.publishing.forms import place_form, propose_form, upload_form
from training.web.publishing.impact import LOOK, impact_wording, of_draft
from training.web.publishing.label_forms import Cards, errors_of, label_cards
from training.web.publishing.reading_drafts import (
    Draftwork,
    changed_packages,
    read_draft,
    reused_ids,
)
from training.web.publishing.uploading import sent_files
from training.web.state import now, state, today
from training.web.unit import close, commit, db

DRAFT = f"/content/drafts/<{ID}:draft_id>"


@blueprint.get(DRAFT)
@access(*AUTHORS)
def text_draft(draft_id: int) -> str:
    """All that is to be said of a draft."""
    return _page(db(), draft_id)


@blueprint.post(f"{DRAFT}/files")
@access(*AUTHORS)
def text_draft_add(draft_id: int) -> Response | tuple[str, int]:
    """Put a corrected file, or one more, over the draft."""
    form = upload_form(request.form, request.files)
    refused = None
    if form.validate():
        try:
            files, _note = sent_files(form.files.data)
            service.put_over(db(), _mine(draft_id), files, now=now())
            commit()
            return _back(draft_id)
        except InputRefused as error:
            refused = error
    close()
    return _page(db(), draft_id, adding=form, refused=refused), 422


@blueprint.post(f"{DRAFT}/places")
@access(*AUTHORS)
def text_draft_place(draft_id: int) -> Response | tuple[str, int]:
    """Say where a file belongs."""
    name = request.form.get("name", "")
    form = place_form(request.form, [], name)
    if not form.validate():
        return _page(db(), draft_id, placing={name: form}), 422
    service.place(db(), _mine(draft_id), name, form.chosen, now=now())
    commit()
    return _back(draft_id)


@blueprint.post(f"{DRAFT}/back")
@access(*AUTHORS)
def text_draft_take_out(draft_id: int) -> Response:
    """Forget one file of the draft."""
    service.take_out(db(), _mine(draft_id), request.form.get("path", ""), now=now())
    commit()
    say("success", t("Done. The file stays as it is in force."))
    return _back(draft_id)


@blueprint.post(f"{DRAFT}/again")
@access(*AUTHORS)
def text_draft_again(draft_id: int) -> Response:
    """Compare with what is in force now, and go on from there."""
    service.begin_from_now(db(), _mine(draft_id), now=now())
    commit()
    return _back(draft_id)


@blueprint.get(f"{DRAFT}/discard")
@access(*AUTHORS)
def text_draft_discard(draft_id: int) -> str:
    """What discarding means, before it is done."""
    return render("content/discard.html", draft=_mine(draft_id))


@blueprint.post(f"{DRAFT}/discard")
@access(*AUTHORS)
def text_draft_discard_send(draft_id: int) -> Response:
    """Forget the draft."""
    service.discard(db(), _mine(draft_id))
    commit()
    say("success", t("The draft is gone. Nothing that is in force has changed."))
    return redirect(address("training.texts"), 303)


@blueprint.post(f"{DRAFT}/propose")
@access(*AUTHORS)
def text_propose(draft_id: int) -> Response | tuple[str, int]:
    """Ask for the draft to be published; it then waits for a second person."""
    # Only looking: nobody's writing waits while the texts are read.
    close()
    with state().database.reading() as looking:
        mine = draft(looking, draft_id, by=current().id)
        files = drafted_root(looking, mine)
        work = read_draft(files, mine.files)
        packages = changed_packages(looking, work)
        form = propose_form(request.form, [(each.slug, each.slug) for each in packages])
        if not work.packages or _unplaced(mine):
            return _page(looking, draft_id), 422
        if LOOK in request.form:
            cards = label_cards(askings(looking, work.tree, packages), request.form)
            return _page(looking, draft_id, proposing=form, cards=cards), 200
        good = form.validate()
        chosen = set(form.slugs.data or ())
        cards = label_cards(askings(looking, work.tree, packages), request.form).checked(
            (each.kind, each.slug) for each in packages if each.slug in chosen
        )
        if not good or cards.errors:
            return _page(looking, draft_id, proposing=form, cards=cards), 422
    mine = _mine(draft_id)
    try:
        act = propose_content(
            db(),
            files,
            reason=form.reason.data,
            by=current(),
            now=now(),
            today=today(),
            labels=cards.labels,
            slugs=None if chosen == {each.slug for each in packages} else chosen,
            before={(kind, slug): sha for kind, slug, sha in mine.before},
            tree=work.tree,
        )
    except (InputRefused, Conflict) as refused:
        close()
        page = _page(db(), draft_id, proposing=form, cards=cards, refused=refused)
        return page, _status(refused)
    some_left = service.keep_rest(db(), mine, act.params["files"], now=now())
    commit()
    say("success", t("Proposed. It is published as soon as a second person agrees."))
    if some_left:
        say("info", t("What you did not propose is still in your draft, under “My drafts”."))
    return redirect(address("training.text_proposal", act_id=act.id), 303)


def _status(refused: InputRefused | Conflict) -> int:
    return 409 if isinstance(refused, Conflict) else 422


def _mine(draft_id: int) -> Draft:
    return draft(db(), draft_id, by=current().id)


def _back(draft_id: int) -> Response:
    return redirect(address("training.text_draft", draft_id=draft_id), 303)


def _page(
    session: Session,
    draft_id: int,
    *,
    adding: Any = None,
    placing: dict[str, Any] | None = None,
    proposing: Any = None,
    cards: Cards | None = None,
    refused: InputRefused | Conflict | None = None,
) -> str:
    mine = draft(session, draft_id, by=current().id)
    work = read_draft(drafted_root(session, mine), mine.files)
    packages = changed_packages(session, work)
    titles = {
        each.slug: work.title(each.kind, each.slug) or title_of(session, each.kind, each.slug)
        for each in packages
    }
    differences = [draft_difference(session, each, work, titles[each.slug]) for each in packages]
    places = _place_forms(session, mine, placing or {})
    adding = adding or upload_form(None)
    proposing = proposing or propose_form(None, list(titles.items()))
    proposing.slugs.choices = list(titles.items())
    cards = cards or label_cards(askings(session, work.tree, packages), None)
    return render(
        "content/draft.html",
        draft=mine,
        faults=[each for each in work.faults if each.severity is Severity.ERROR],
        warnings=_about(work, mine),
        reused=reused_ids(session, work),
        differences=differences,
        places=places,
        gone=sorted(path for path, sha in mine.files.items() if sha is None),
        sent=sorted(path for path, sha in mine.files.items() if sha and path[0] != UNPLACED[0]),
        known=root_in_force(session).keys(),
        adding=adding,
        proposing=proposing,
        cards=cards,
        missing=[*errors_of(proposing), *cards.errors],
        foreseen=of_draft(session, work.tree, packages, cards) if work.packages else {},
        look=LOOK,
        counted=LOOK in request.form,
        refused=refused,
        overtaken=isinstance(refused, Conflict),
        errors=bool(adding.errors or proposing.errors or cards.errors or placing or refused),
        **impact_wording(),
        **wording(session),
    )


def _about(work: Draftwork, mine: Draft) -> list[Any]:
    """The warnings about what the author sent, apart from those that were there before."""
    folders = tuple("/".join(path.split("/")[:2]) for path in mine.files)
    return [
        each
        for each in work.faults
        if each.severity is Severity.WARNING and each.path.startswith(folders)
    ]


def _unplaced(mine: Draft) -> list[str]:
    return sorted(path for path in mine.files if path.startswith(UNPLACED))


def _place_forms(session: Session, mine: Draft, sent: dict[str, Any]) -> dict[str, Any]:
    """By name, the form for each file whose place is not known."""
    paths = _unplaced(mine)
    raws = blobs(session, {path: str(mine.files[path]) for path in paths})
    known = root_in_force(session).keys() if paths else ()
    found: dict[str, Any] = {}
    for path in paths:
        name = path.removeprefix(UNPLACED)
        places = candidates(name, raws[path], known)
        form = place_form(None, places, name)
        if name in sent:
            form.other.data, form.other.errors = sent[name].other.data, sent[name].other.errors
            form.place.data = sent[name].place.data
        found[name] = form
    return found
