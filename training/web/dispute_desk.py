"""Disputes for those who answer them: which wait, one with what was asked, and answering it."""

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form

from training.content.queries import module_edition
from training.learning.disputes.queries import Disputed, disputed, disputes, who_may_answer
from training.learning.disputes.service import answer_dispute, may_answer, pass_on
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.dispute_form import answer_form, outcome_words, pass_on_form
from training.web.identity import current
from training.web.languages import language, t
from training.web.looks import write_down
from training.web.pages import render, say
from training.web.paging import part
from training.web.reviewing import reviewed
from training.web.state import now, today
from training.web.unit import commit, db

ROLES = ("author", "administrator")


@blueprint.get("/disputes")
@access(*ROLES)
def disputes_page() -> str:
    """Every dispute that waits for an answer, or that has one: no words of anybody's."""
    answered = request.args.get("show") == "answered"
    shown = part(disputes(db(), answered=answered), request.args.get("page", ""))
    return render(
        "disputes/list.html",
        shown=shown,
        answered=answered,
        titles={each.revision.id: _title(each) for each in shown.rows},
        outcomes=outcome_words(),
        mine=_may_open,
        here_with=lambda **more: address(
            "training.disputes_page", **({"show": "answered"} if answered else {}), **more
        ),
    )


@blueprint.get(f"/disputes/<{ID}:dispute_id>")
@access(*ROLES)
def dispute_page(dispute_id: int) -> str:
    """One dispute with the question as it was and the answer given; every look is kept."""
    found = may_answer(disputed(db(), dispute_id), current())
    page = _page(found, answer_form(None))
    write_down("learning:dispute:looked", dispute=dispute_id, employee=found.learner.id)
    return page


@blueprint.post(f"/disputes/<{ID}:dispute_id>/answer")
@access(*ROLES)
def dispute_answer_send(dispute_id: int) -> Response | tuple[str, int]:
    """Answer it; whoever disputed is told."""
    found = may_answer(disputed(db(), dispute_id), current())
    form = answer_form(request.form)
    if not form.validate():
        page = _page(found, form)
        write_down("learning:dispute:looked", dispute=dispute_id, employee=found.learner.id)
        return page, 422
    answer_dispute(
        db(),
        dispute_id,
        outcome=form.outcome.data,
        text=form.text.data,
        by=current(),
        now=now(),
    )
    commit()
    say("success", t("Answered. {name} is told.", name=found.learner.name))
    return redirect(address("training.dispute_page", dispute_id=dispute_id), 303)


@blueprint.post(f"/disputes/<{ID}:dispute_id>/pass-on")
@access(*ROLES)
def dispute_pass_on(dispute_id: int) -> Response:
    """Have somebody else answer it; they are told."""
    to = request.form.get("to", "")
    pass_on(
        db(),
        dispute_id,
        int(to) if to.isdecimal() and len(to) < 19 else 0,
        by=current(),
        now=now(),
        today=today(),
    )
    commit()
    say("success", t("Passed on. They are told."))
    return redirect(address("training.disputes_page"), 303)


def _page(found: Disputed, form: Form) -> str:
    others = [
        each
        for each in who_may_answer(db(), now=now(), today=today())
        if each.id not in (found.owner.id, found.learner.id)
    ]
    return render(
        "disputes/one.html",
        found=found,
        title=_title(found),
        questions=reviewed(db(), found.attempt, found.revision, found.dispute.item),
        form=form,
        passing=pass_on_form(None, others) if others else None,
        outcome=outcome_words().get(found.dispute.outcome or "", ""),
    )


def _title(found: Disputed) -> str:
    return module_edition(db(), found.revision).title(language())


def _may_open(found: Disputed) -> bool:
    who = current()
    return who.id != found.learner.id and ("administrator" in who.roles or who.id == found.owner.id)
