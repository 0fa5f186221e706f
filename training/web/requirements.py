"""OEI's administrator asks people for a certificate by a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import Form

from training.assignments.audience import Audience, read_stored
from training.assignments.models import RequirementVersion
from training.assignments.queries import requirements_in_force
from training.assignments.rules import Rules
from training.assignments.service import Settled, lock_assignments, require
from training.content.queries import all_in_force, certificate_edition
from training.errors import Conflict, NotFound
from training.people.departments.queries import departments
from training.people.models import Department
from training.reporting.reach import assigned, reach
from training.web.access import access
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import render, say
from training.web.requirement_form import SOME, Offer, requirement_form
from training.web.state import now, today
from training.web.unit import commit, db


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement in force, in the reader's words."""

    version: RequirementVersion
    title: str
    departments: tuple[str, ...]
    """Their names; none for everyone."""
    due: date
    people: int


@blueprint.get("/requirements")
@access("administrator")
def requirements() -> str:
    """What is asked of whom by when."""
    return render("staff/requirements.html", asked=_asked(_offer()), today=today())


@blueprint.get("/requirements/new")
@access("administrator")
def requirements_new() -> str:
    """The form: empty, or with what an address, or the requirement to be changed, says."""
    offer = _offer()
    sent = request.args
    last = _in_force().get(sent.get("requirement", ""))
    if last is not None and "certificate" not in sent:
        sent = _as_sent(last)
    return _form_page(requirement_form(sent, offer, today()), offer, sent)


@blueprint.get("/requirements/check")
@access("administrator")
def requirements_check() -> str | tuple[str, int]:
    """How many people it would reach, before anything is saved."""
    offer = _offer()
    form = requirement_form(request.args, offer, today())
    if not form.validate():
        return _form_page(form, offer, request.args), 422
    before = _in_force()
    already = _same(form, before)
    wanted = request.args.get("requirement", "") or already
    name = wanted or _free_name(form.certificate.data, before)
    last = before.get(name)
    reached = reach(db(), _audience(form), now=now(), today=today())
    return render(
        "staff/requirement_check.html",
        title=dict(offer.certificates)[form.certificate.data],
        everyone=form.audience.data != SOME,
        due=form.due.data,
        reached=reached,
        people=sum(each.people for each in reached),
        last=_words(last, offer, assigned(db())) if last else None,
        already=name == already,
        fields=[
            *_sent_fields(request.args),
            ("requirement", name),
            ("seen", last.n if last else 0),
        ],
        back=address("training.requirements_new", **request.args.to_dict(flat=False)),
    )


@blueprint.post("/requirements")
@access("administrator")
def requirements_save() -> Response | tuple[str, int]:
    """Ask them. Sending it twice asks once."""
    # Before anything is read: what was seen must still be so when it is changed.
    lock_assignments(db())
    offer = _offer()
    form = requirement_form(request.form, offer, today())
    if not form.validate():
        return _form_page(form, offer, request.form), 422
    name = request.form.get("requirement", "")
    last = _in_force().get(name)
    _ensure_unchanged(form, name, last)
    settled = require(
        db(),
        form.certificate.data,
        _audience(form),
        requirement=name,
        rules=Rules(due=form.due.data),
        by=current().id,
        now=now(),
        today=today(),
    )
    commit()
    say("success", _what_happened(settled))
    return redirect(address("training.requirements"), 303)


def _ensure_unchanged(form: Form, name: str, last: RequirementVersion | None) -> None:
    """Raise `Conflict` when somebody else changed the requirement since it was looked at."""
    if last is None:
        if not re.fullmatch(rf"{re.escape(form.certificate.data)}(-\d{{1,3}})?", name, re.ASCII):
            raise NotFound(t("There is no such requirement."))
        return
    rules = {"due": form.due.data.isoformat()}
    same = (last.audience, last.rules) == (_audience(form).stored(), rules)
    if last.certificate != form.certificate.data or (
        not same and str(last.n) != request.form.get("seen")
    ):
        raise Conflict(t("Somebody changed this requirement while you looked at it."))


def _what_happened(settled: Settled) -> str:
    count = t_of_request().count
    said = [t("Saved.")]
    if n := settled.joined:
        said.append(count("{n:,} person is asked now.", "{n:,} people are asked now.", n))
    if n := settled.left:
        said.append(
            count("{n:,} person is not asked any more.", "{n:,} people are not asked any more.", n)
        )
    if n := settled.moved:
        said.append(count("{n:,} person has another day.", "{n:,} people have another day.", n))
    return " ".join(said)


def _offer() -> Offer:
    """What there is to choose from: published certificates and all departments."""
    found = departments(db())
    tops = [each for each in found if each.parent_id is None]
    return Offer(
        certificates=[
            (each.slug, certificate_edition(db(), each).title(language()))
            for each in all_in_force(db(), "certificate")
        ],
        departments=[
            (top, [each for each in found if each.parent_id == top.id])
            for top in sorted(tops, key=_by_name)
        ],
    )


def _by_name(department: Department) -> str:
    return department.name(language())


def _form_page(form: Form, offer: Offer, sent: MultiDict[str, str]) -> str:
    changed = sent.get("requirement", "")
    last = _in_force().get(changed)
    return render(
        "staff/requirement_form.html",
        form=form,
        errors=bool(form.errors),
        groups=offer.groups(form),
        requirement=changed if last else "",
        last=_words(last, offer, assigned(db())) if last else None,
        certificates=offer.certificates,
    )


def _audience(form: Form) -> Audience:
    chosen = form.departments.data if form.audience.data == SOME else []
    return Audience.of(*chosen)


def _in_force() -> dict[str, RequirementVersion]:
    return {each.requirement: each for each in requirements_in_force(db())}


def _same(form: Form, asked: Mapping[str, RequirementVersion]) -> str:
    """The name of the requirement that asks exactly this already; empty when none does."""
    wanted = (form.certificate.data, _audience(form).stored(), {"due": form.due.data.isoformat()})
    same = (
        name
        for name, each in asked.items()
        if (each.certificate, each.audience, each.rules) == wanted
    )
    return next(same, "")


def _free_name(certificate: str, taken: dict[str, RequirementVersion]) -> str:
    """A requirement's name: its certificate's, with a number from the second one on."""
    names = [certificate, *(f"{certificate}-{n}" for n in range(2, len(taken) + 3))]
    return next(each for each in names if each not in taken)


def _read(version: RequirementVersion) -> tuple[Audience, list[str]]:
    audience = read_stored(version.audience)
    return audience, sorted({value for line in audience.lines for value in line.values})


def _as_sent(version: RequirementVersion) -> MultiDict[str, str]:
    """A requirement as the form would send it."""
    audience, slugs = _read(version)
    pairs = [
        ("requirement", version.requirement),
        ("certificate", version.certificate),
        ("audience", "everyone" if audience.everyone else SOME),
        ("due", version.rules["due"]),
        *(("departments", each) for each in slugs),
    ]
    return MultiDict(pairs)


def _sent_fields(sent: MultiDict[str, str]) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name in ("certificate", "audience", "departments", "due")
        for value in sent.getlist(name)
    ]


def _asked(offer: Offer) -> list[Asked]:
    people = assigned(db())
    found = [_words(each, offer, people) for each in _in_force().values()]
    return sorted(found, key=lambda each: each.due)


def _words(version: RequirementVersion, offer: Offer, people: Mapping[str, int]) -> Asked:
    names = {each.slug: each.name(language()) for each in offer.units}
    _audience_now, slugs = _read(version)
    return Asked(
        version=version,
        title=dict(offer.certificates).get(version.certificate, version.certificate),
        departments=tuple(names.get(each, each) for each in slugs),
        due=date.fromisoformat(version.rules["due"]),
        people=people.get(version.requirement, 0),
    )
