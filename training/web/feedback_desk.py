"""What people say about pages, for OEI: which waits for a reply, and replying."""

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form

from training.content.feedback.queries import Said, all_feedback, feedback
from training.content.feedback.service import reply
from training.content.queries import module_edition
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.destinations import is_ours
from training.web.feedback_form import reply_form
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.paging import part
from training.web.publishing.footing import name_of
from training.web.state import now
from training.web.unit import commit, db

ROLES = ("administrator", "author")


@blueprint.get("/feedback")
@access(*ROLES)
def feedback_page() -> str:
    """What waits for a reply, or has one."""
    answered = request.args.get("show") == "answered"
    shown = part(all_feedback(db(), answered=answered), request.args.get("page", ""))
    return render(
        "feedback/list.html",
        shown=shown,
        answered=answered,
        title_of=_title,
        here_with=lambda **more: address(
            "training.feedback_page", **({"show": "answered"} if answered else {}), **more
        ),
    )


@blueprint.get(f"/feedback/<{ID}:feedback_id>")
@access(*ROLES)
def feedback_one(feedback_id: int) -> str:
    """What somebody said, where, about which text; and the reply."""
    return _page(feedback(db(), feedback_id), reply_form(None))


@blueprint.post(f"/feedback/<{ID}:feedback_id>")
@access(*ROLES)
def feedback_reply(feedback_id: int) -> Response | tuple[str, int]:
    """Reply; whoever wrote it is told."""
    found = feedback(db(), feedback_id)
    form = reply_form(request.form)
    if not form.validate():
        return _page(found, form), 422
    reply(db(), feedback_id, form.text.data, by=current().id, now=now())
    commit()
    say("success", t("Replied. {name} is told.", name=found.employee.name))
    return redirect(address("training.feedback_one", feedback_id=feedback_id), 303)


def _page(found: Said, form: Form) -> str:
    said = found.feedback
    return render(
        "feedback/one.html",
        found=found,
        title=_title(found),
        form=form,
        page=said.page if is_ours(said.page) else "",
        replied_by=name_of(db(), said.replied_by) if said.replied_by else "",
    )


def _title(found: Said) -> str:
    """The module's title, or the page's address where it is of none."""
    if found.revision is None:
        return found.feedback.page
    return module_edition(db(), found.revision).title(language())
