"""Training that was taken elsewhere: asked for by one person, agreed to by another."""

from dataclasses import dataclass

from flask import make_response, redirect, request
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import Form

from training.errors import InputRefused
from training.flows.decide_evidence import Recorded, decide_evidence
from training.flows.propose_evidence import propose_evidence
from training.learning.evidence.claims import ENDINGS, Claim, read_claim
from training.learning.evidence.queries import evidence_file, evidence_waiting, last_recorded
from training.learning.evidence.service import keep_evidence_file
from training.people.models import Act, Employee
from training.people.pasted.numbers import read_numbers
from training.people.pasted.queries import people_numbered
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.hr_forms import evidence_form
from training.web.hr_words import modules, said_of, taken
from training.web.identity import current
from training.web.languages import t, t_of_request
from training.web.looks import write_down
from training.web.pages import render, say
from training.web.state import now, state, today
from training.web.unit import commit, db

MAY_RECORD = ("hr", "administrator")
MAY_LOOK = (*MAY_RECORD, "auditor")
LAST = 20
"""Records shown of those that are in."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a second person, with its people."""

    act: Act
    claim: Claim
    asked_by: Employee
    people: list[Employee]
    mine: bool
    """Whether the reader asked for it, and can only take it back."""
    about_me: bool
    """Whether it is the reader's own training."""


@blueprint.get("/hr/evidence")
@access(*MAY_RECORD)
def hr_evidence() -> str:
    """What waits for a second person, and what was recorded last."""
    return render(
        "hr/evidence.html",
        waiting=[_waiting(each) for each in evidence_waiting(db())],
        recorded=last_recorded(db(), LAST),
        titles=dict(modules()),
        taken=taken,
    )


@blueprint.get("/hr/evidence/new")
@access(*MAY_RECORD)
def hr_evidence_new() -> str:
    """The form; an address may name the people."""
    named = request.args if "numbers" in request.args else None
    form = evidence_form(None, modules(), today())
    if named is not None:
        form.numbers.data = named["numbers"]
    return _page(form)


@blueprint.post("/hr/evidence/new")
@access(*MAY_RECORD)
def hr_evidence_send() -> Response | tuple[str, int]:
    """Ask for it to be recorded."""
    form = evidence_form(request.form, modules(), today())
    if not form.validate():
        return _page(form), 422
    try:
        people = people_numbered(db(), read_numbers(form.numbers.data), today=today())
    except InputRefused as refused:
        form.numbers.errors = said_of(refused)
        return _page(form), 422
    try:
        file = _file()
    except InputRefused as refused:
        form.file.errors = said_of(refused)
        return _page(form), 422
    try:
        _propose(form, people, file)
    except InputRefused as refused:
        (form.numbers if refused.problems else form.day).errors = said_of(refused)
        return _page(form), 422
    commit()
    say("success", t("Asked. It counts as soon as a second person agrees."))
    return redirect(address("training.hr_evidence"), 303)


@blueprint.post(f"/hr/evidence/<{ID}:act_id>")
@access(*MAY_RECORD)
def hr_evidence_decide(act_id: int) -> Response:
    """Agree to what somebody asked for, refuse it or take one's own back."""
    agrees = request.form.get("answer") == "agree"
    done = decide_evidence(
        db(),
        act_id,
        second=current(),
        agrees=agrees,
        now=now(),
        today=today(),
        config=state().config,
    )
    commit()
    say("success", t("Nothing was recorded.") if done is None else _what_happened(done))
    return redirect(address("training.hr_evidence"), 303)


@blueprint.get("/hr/evidence/files/<sha256>")
@access(*MAY_LOOK)
def hr_evidence_file(sha256: str) -> Response:
    """A file that shows some training, to be kept and never shown in the browser."""
    kind, data = evidence_file(db(), sha256)
    write_down("learning:evidence:opened", file=sha256[:12])
    response = make_response(data)
    response.headers["Content-Type"] = kind
    name = f"{sha256[:12]}.{ENDINGS[kind]}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _propose(form: Form, people: list[Employee], file: str | None) -> None:
    claim = Claim(
        form.module.data,
        form.day.data,
        form.kind.data,
        form.what.data.strip(),
        form.language.data,
        file,
    )
    propose_evidence(
        db(),
        claim,
        [each.id for each in people],
        by=current(),
        now=now(),
        today=today(),
        config=state().config,
    )


def _file() -> str | None:
    """The hash of the file that was sent, if there was one."""
    sent = request.files.get("file")
    return keep_evidence_file(db(), sent.read()) if sent and sent.filename else None


def _what_happened(done: Recorded) -> str:
    count = t_of_request().count
    said = [count("Recorded for {n:,} person.", "Recorded for {n:,} people.", done.people)]
    if n := done.certificates:
        said.append(count("{n:,} certificate was issued.", "{n:,} certificates were issued.", n))
    if n := done.left_out:
        said.append(
            count(
                "{n:,} person took the module in the meantime and was left out.",
                "{n:,} people took the module in the meantime and were left out.",
                n,
            )
        )
    return " ".join(said)


def _waiting(act: Act) -> Waiting:
    ids = act.params["employees"]
    named = select(Employee).where(Employee.id.in_(ids))
    people = db().scalars(named.order_by(Employee.last_name, Employee.first_name)).all()
    return Waiting(
        act=act,
        claim=read_claim(act.params),
        asked_by=db().get_one(Employee, act.by),
        people=list(people),
        mine=act.by == current().id,
        about_me=current().id in ids,
    )


def _page(form: Form) -> str:
    return render("hr/evidence_new.html", form=form, errors=bool(form.errors), modules=modules())
