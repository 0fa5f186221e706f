"""That's not how it works here: saying so about a page, and reading the reply."""

import re

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form

from training.content.feedback.queries import own_feedback
from training.content.feedback.service import About, leave_feedback, read_reply
from training.content.models import Revision
from training.content.queries import in_force, module_edition
from training.errors import TooEarly
from training.learning.queries import latest_enrolment
from training.web.access import SIGNED_IN, access
from training.web.blueprint import ID, address, blueprint
from training.web.destinations import is_ours
from training.web.feedback_form import feedback_form
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render
from training.web.state import now
from training.web.unit import commit, db

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
PART = re.compile(r"(section|item):[a-z0-9][a-z0-9-]{0,110}")
LONGEST_PATH = 200


@blueprint.get("/feedback/new")
@access(SIGNED_IN)
def feedback_new() -> str:
    """The form, about the page that somebody comes from."""
    return _form_page(feedback_form(None))


@blueprint.post("/feedback/new")
@access(SIGNED_IN)
def feedback_send() -> Response | tuple[str, int]:
    """Keep what they say; OEI reads it."""
    form = feedback_form(request.form)
    if not form.validate():
        return _form_page(form), 422
    try:
        made = leave_feedback(db(), current().id, _about(), form.text.data, now=now())
    except TooEarly as late:
        form.text.errors = [t(late.said)]
        return _form_page(form), 422
    commit()
    return redirect(address("training.feedback_kept", feedback_id=made.id), 303)


@blueprint.get(f"/my-feedback/<{ID}:feedback_id>")
@access(SIGNED_IN)
def feedback_kept(feedback_id: int) -> str:
    """What somebody said and what happens next; the reply, once there is one."""
    found = own_feedback(db(), feedback_id, current().id)
    return render("feedback/kept.html", said=found.feedback, back=_back(found.feedback.page))


@blueprint.post(f"/my-feedback/<{ID}:feedback_id>/read")
@access(SIGNED_IN)
def feedback_read(feedback_id: int) -> Response:
    """Keep that the reply was read; My training does not show it any more."""
    read_reply(db(), feedback_id, current().id, now=now())
    commit()
    return redirect(address("training.home"), 303)


def _form_page(form: Form) -> str:
    about = _about()
    revision = _revision(about.module)
    return render(
        "feedback/form.html",
        form=form,
        about=about,
        title=module_edition(db(), revision).title(language()) if revision else "",
        back=_back(about.page),
    )


def _about() -> About:
    """What the link or the form says it is about, as far as that can be."""
    page = request.values.get("page", "").split("?")[0].split("#")[0]
    module = request.values.get("module", "")
    part = request.values.get("part", "")
    revision = _revision(module if SLUG.fullmatch(module) else None)
    return About(
        page=page if len(page) <= LONGEST_PATH and is_ours(page) else address("training.home"),
        module=module if revision else None,
        part=part if revision and PART.fullmatch(part) else None,
        revision_id=revision.id if revision else None,
    )


def _revision(module: str | None) -> Revision | None:
    """The text of a module that this person has before them, else the one in force."""
    if not module:
        return None
    mine = latest_enrolment(db(), current().id, module)
    return mine.revision if mine else in_force(db(), "module", module)


def _back(page: str) -> str:
    return page if is_ours(page) else address("training.home")
