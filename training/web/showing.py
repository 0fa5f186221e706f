"""Show what I know: questions about every page before reading, and what they spared."""

import secrets

from flask import redirect, url_for
from werkzeug.wrappers import Response

from training.errors import Conflict
from training.flows.show_knowledge import show_knowledge
from training.learning.drawing import SEED_BITS
from training.learning.showing.queries import passed_showing
from training.web.access import SIGNED_IN, access
from training.web.blueprint import blueprint
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.reading import copy_of
from training.web.sheet import sheet_of
from training.web.state import now, state
from training.web.unit import commit, db
from training.web.ways import way_on


@blueprint.post("/modules/<module>/show")
@access(SIGNED_IN)
def show(module: str) -> Response:
    """Begin to show what one knows, or go on with it: to the first open question."""
    try:
        attempt = show_knowledge(
            db(),
            current(),
            module,
            language=language(),
            seed=secrets.randbits(SEED_BITS),
            now=now(),
            zone=state().config.zone,
        )
    except Conflict as error:
        say("info", t(error.said))
        return redirect(url_for("training.module_page", module=module), 303)
    commit()
    first = sheet_of(db(), current(), attempt.id).first_open
    if first is None:
        return redirect(url_for("training.review_answers", attempt_id=attempt.id), 303)
    return redirect(url_for("training.question", attempt_id=attempt.id, position=first), 303)


@blueprint.get("/modules/<module>/shown")
@access(SIGNED_IN)
def shown(module: str) -> Response | str:
    """Which pages somebody has shown they know, and which are left to read."""
    copy = copy_of(db(), current(), module)
    if copy.enrolment is None or copy.enrolment.known is None or copy.finished:
        return redirect(url_for("training.module_page", module=module), 303)
    return render(
        "shown.html",
        module=module,
        copy=copy,
        known=[each for each in copy.sections if each.id in copy.known],
        all_asked=passed_showing(db(), copy.enrolment) is not None,
        way_on=way_on(module, copy),
    )
