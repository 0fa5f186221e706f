"""What Human Resources says to whoever begins a module: that it is work time, in their words."""

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form

from training.assignments.paid_time.queries import paid_time_notices
from training.assignments.paid_time.service import as_kept, write_paid_time_notice
from training.errors import InputRefused
from training.web.access import access
from training.web.blueprint import address, blueprint
from training.web.hr_forms import notice_form
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render, say
from training.web.state import now
from training.web.unit import commit, db

PREVIEW = "preview"


@blueprint.get("/hr/notice")
@access("hr")
def hr_notice() -> str:
    """The notice as it stands, in both languages."""
    texts = paid_time_notices(db())
    return _page(notice_form(None, texts), texts)


@blueprint.post("/hr/notice")
@access("hr")
def hr_notice_save() -> Response | str | tuple[str, int]:
    """Show how it would look, or keep it."""
    form = notice_form(request.form, {"en": "", "es": ""})
    texts = {"en": form.en.data, "es": form.es.data}
    if request.form.get("then") == PREVIEW:
        return _page(form, texts, looked=True)
    try:
        write_paid_time_notice(db(), texts, by=current().id, now=now())
    except InputRefused as refused:
        empty = form.es if not texts["es"].strip() else form.en
        empty.errors = [t(refused.said)]
        return _page(form, texts), 422
    commit()
    written = any(each.strip() for each in texts.values())
    say("success", t("Saved. It stands before each module now.") if written else t("Taken back."))
    return redirect(address("training.hr_notice"), 303)


def _page(form: Form, texts: dict[str, str], *, looked: bool = False) -> str:
    return render(
        "hr/notice.html",
        form=form,
        errors=bool(form.errors),
        shown={name: as_kept(text) for name, text in texts.items()},
        looked=looked,
    )
