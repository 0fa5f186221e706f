"""Withdrawing a section at once, and giving it back; a second person agrees."""

from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from training.content.holds.queries import holds_in_force, holds_of
from training.content.queries import in_force, module_edition
from training.errors import Conflict, InputRefused, NotFound
from training.flows.decide_hold import decide_hold
from training.flows.propose_hold import propose_hold
from training.flows.propose_lift import propose_lift
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.publishing.footing import HOLDERS, name_of
from training.web.publishing.forms import reason_form
from training.web.state import now
from training.web.unit import commit, db

SECTION = "/content/module/<slug>/hold/<section>"


@blueprint.get(SECTION)
@access(*HOLDERS)
def text_hold(slug: str, section: str) -> str:
    """What withdrawing a section means, or giving it back, before it is asked for."""
    return _page(slug, section, None)


@blueprint.post(SECTION)
@access(*HOLDERS)
def text_hold_send(slug: str, section: str) -> Response | tuple[str, int]:
    """Ask for a section to be withdrawn or given back, as the page said."""
    gives_back = request.form.get("what") == "lift"
    form = _form(request.form, gives_back=gives_back)
    if not form.validate():
        return _page(slug, section, form), 422
    propose = propose_lift if gives_back else propose_hold
    try:
        propose(db(), slug, section, reason=form.reason.data, by=current(), now=now())
    except (InputRefused, Conflict) as refused:
        form.reason.errors = [t(refused.said)]
        return _page(slug, section, form), 409 if isinstance(refused, Conflict) else 422
    commit()
    say(
        "success",
        t("Asked. The section is given back as soon as a second person agrees.")
        if gives_back
        else t("Asked. The section is withdrawn as soon as a second person agrees. Call them now."),
    )
    return redirect(address("training.texts"), 303)


@blueprint.post(f"/content/holds/<{ID}:act_id>")
@access(*HOLDERS)
def text_hold_decide(act_id: int) -> Response:
    """Agree to what somebody asked for, refuse it or take one's own back."""
    agrees = request.form.get("answer") == "agree"
    done = decide_hold(db(), act_id, second=current(), agrees=agrees, now=now())
    commit()
    if done is None:
        say("success", t("Nothing changed."))
    elif done.what == "set":
        say("success", t("Withdrawn. From now on everybody reads: do not follow this page."))
    else:
        say("success", t("Given back. Everybody reads it again from now on."))
    return redirect(address("training.texts"), 303)


def _page(slug: str, section: str, form: Any) -> str:
    found = in_force(db(), "module", slug)
    if found is None:
        raise NotFound("There is no such text.")
    edition = module_edition(db(), found)
    names = {each.id: each.title for each in _sections(edition)}
    held = section in holds_in_force(db(), slug)
    if section not in names and not held:
        raise NotFound("There is no such section.")
    shown = form or _form(None, gives_back=held)
    return render(
        "content/hold.html",
        module=edition.title(language()),
        revision=found,
        section=section,
        title=names.get(section, section),
        held=held,
        story=[each for each in holds_of(db(), slug) if each.part == f"section:{section}"],
        form=shown,
        errors=bool(shown.errors),
        name_of=lambda each: name_of(db(), each),
    )


def _sections(edition: Any) -> list[Any]:
    """Every section that some department reads."""
    readers = ((), *((each,) for each in sorted(edition.module.mentioned)))
    return [each for lineage in readers for each in edition.sections(lineage, language())]


def _form(sent: Any, *, gives_back: bool) -> Any:
    if gives_back:
        return reason_form(
            sent, t("Why may it be followed again?"), t("Say why it may be followed again.")
        )
    return reason_form(sent, t("What is wrong with it?"), t("Say what is wrong with it."))
