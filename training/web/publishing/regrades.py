"""Marking a question again whose key was wrong: what it would change, and two people's word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.errors import Conflict, InputRefused
from training.flows.decide_regrade import decide_regrade
from training.flows.propose_regrade import propose_regrade
from training.learning.models import Regrade
from training.learning.regrading.corrected.queries import Corrected, corrected, corrected_keys
from training.learning.regrading.recorded.queries import (
    outcome,
    regrade_act,
    regrade_of,
    regrades,
    regrades_waiting,
)
from training.people.acts.queries import decision
from training.people.models import Act
from training.reporting.regrading.foreseeing import foresee
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.paging import part
from training.web.publishing.footing import AUTHORS, name_of, title_of
from training.web.publishing.forms import regrade_form
from training.web.score_words import said_points
from training.web.state import now, state, today
from training.web.unit import close, commit, db

NEW = "/content/regrades/new"
ONE = f"/content/regrades/<{ID}:act_id>"


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose key was corrected, and what became of its answers."""

    module: str
    item: str
    title: str
    at: datetime
    """When the right key was published."""
    act: Act | None
    """What waits, or was agreed to last."""
    regrade: Regrade | None


@blueprint.get("/content/regrades")
@access(*AUTHORS)
def text_regrades() -> str:
    """Every question whose key was corrected, what waits, and how far each has come."""
    return render("content/regrades.html", questions=_questions(db()))


@blueprint.get(NEW)
@access(*AUTHORS)
def text_regrade_new() -> str:
    """What marking a question again would change, before it is asked for."""
    module, item = request.args.get("module", ""), request.args.get("item", "")
    return _form_page(module, item, regrade_form(None))


@blueprint.post(NEW)
@access(*AUTHORS)
def text_regrade_send() -> Response | tuple[str, int]:
    """Ask for a question to be marked again."""
    module, item = request.form.get("module", ""), request.form.get("item", "")
    form = regrade_form(request.form)
    if not form.validate():
        return _form_page(module, item, form), 422
    try:
        act = propose_regrade(
            db(),
            module,
            item,
            takes_passes=form.takes_passes.data,
            why=form.reason.data,
            by=current(),
            now=now(),
        )
    except (Conflict, InputRefused) as refused:
        close()
        form.reason.errors = [t(refused.said)]
        return _form_page(module, item, form), 409
    commit()
    say("success", t("Asked. Nothing changes before a second person agrees."))
    return redirect(address("training.text_regrade", act_id=act.id), 303)


@blueprint.get(ONE)
@access(*AUTHORS)
def text_regrade(act_id: int) -> str:
    """What waits for a second person, or how far it has come."""
    act, person = regrade_act(db(), act_id), current()
    decided, regrade = decision(db(), act_id), regrade_of(db(), act_id)
    module, item = act.params["module"], act.params["item"]
    wrong = corrected(db(), module, item, revision_id=act.params["revision"])
    return render(
        "content/regrade_asked.html",
        act=act,
        title=title_of(db(), "module", module),
        by=name_of(db(), act.by),
        decided=decided,
        decided_by=name_of(db(), decided.second) if decided else "",
        regrade=regrade,
        outcome=outcome(db(), regrade) if regrade else None,
        mine=act.by == person.id,
        **_preview(wrong, foreseen=decided is None),
    )


@blueprint.post(ONE)
@access(*AUTHORS)
def text_regrade_decide(act_id: int) -> Response:
    """Agree to it, refuse it or take one's own back."""
    agrees = request.form.get("answer") == "agree"
    made = decide_regrade(db(), act_id, second=current(), agrees=agrees, now=now())
    commit()
    if made is None:
        say("success", t("Nothing changed."))
        return redirect(address("training.text_regrades"), 303)
    say("success", t("Agreed. The answers are marked again within minutes, some people at a time."))
    return redirect(address("training.text_regrade", act_id=act_id), 303)


def _questions(session: Session) -> list[Question]:
    asked = {_key(act): act for act in regrades_waiting(session)}
    done: dict[tuple[str, str], Regrade] = {}
    for each in regrades(session):
        done.setdefault((each.module, each.item), each)
    found: list[Question] = []
    for module, item, at in corrected_keys(session):
        regrade = done.get((module, item))
        if regrade and regrade.at < at:
            regrade = None
        act = asked.get((module, item)) or (session.get(Act, regrade.act_id) if regrade else None)
        title = title_of(session, "module", module)
        found.append(Question(module, item, title, at, act, regrade))
    return found


def _key(act: Act) -> tuple[str, str]:
    return act.params["module"], act.params["item"]


def _form_page(module: str, item: str, form: Any) -> str:
    return render(
        "content/regrade.html",
        module=module,
        item=item,
        title=title_of(db(), "module", module),
        form=form,
        errors=bool(form.errors),
        **_preview(corrected(db(), module, item), foreseen=True),
    )


def _preview(wrong: Corrected | None, *, foreseen: bool) -> dict[str, Any]:
    """The question by both keys, and what would change; names are for those who see everybody."""
    person = current()
    zone = state().config.zone
    look = foreseen and wrong is not None
    found = foresee(db(), wrong, now=now(), today=today(), zone=zone) if look and wrong else None
    names = found is not None and "administrator" in person.roles
    shown = part(found.changes, request.args.get("page", "")) if found and names else None
    return {
        "wrong": wrong,
        "was": wrong.keys[wrong.correction.before[0]].asked if wrong else None,
        "now_right": wrong.view("en") if wrong else None,
        "pairs": wrong.keys[wrong.correction.before[0]].pairs if wrong else (),
        "foreseen": found,
        "changes": shown,
        "said_points": said_points,
        "name": lambda department: department.name(language()),
        "here_with": lambda page: address(
            request.endpoint or "", **(request.view_args or {}), **{**request.args, "page": page}
        ),
    }
