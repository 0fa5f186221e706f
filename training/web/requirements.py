"""OEI's administrator asks people for a certificate: the list, the form, a look, and saving."""

import re
from datetime import date

from flask import redirect, request
from werkzeug.wrappers import Response

from training.assignments.audience import What
from training.assignments.rules import Rules
from training.assignments.service import Settled, lock_assignments, require, says
from training.errors import Conflict, NotFound
from training.reporting.reach import assigned, compare, people_reached, reach
from training.web.access import access
from training.web.audience_form import press
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import t, t_of_request
from training.web.pages import render, say
from training.web.paging import part
from training.web.requirement_asking import Asking, read_asking, sent, sent_fields
from training.web.requirement_offer import Asked, Offer, asked, requirements_by_name
from training.web.requirement_words import audience_words, due_words, more_words, what_name
from training.web.state import now, state, today
from training.web.unit import commit, db, only_look

FIRST_NAMES = 20


@blueprint.get("/requirements")
@access("administrator")
def requirements() -> str:
    """What is asked of whom by when."""
    offer, people = Offer(), assigned(db())
    found = [asked(each, offer, people) for each in requirements_by_name().values()]
    found.sort(key=_by_day)
    return render(
        "staff/requirements.html",
        asked=[each for each in found if not each.ended],
        ended=[each for each in found if each.ended],
        more_words=more_words,
        today=today(),
    )


@blueprint.route("/requirements/new", methods=["GET", "POST"])
@access("administrator")
def requirements_new() -> str:
    """The form: empty, or with what was sent, or what the requirement to be changed says.

    Its own buttons send it here: they add and take away lines, and nothing is saved.
    """
    only_look()
    asking = read_asking()
    press(asking.whom, sent().get("do", ""), sent())
    return _form_page(asking)


@blueprint.route("/requirements/whom", methods=["GET", "POST"])
@access("administrator")
def requirements_whom() -> str:
    """Whom it would reach: all of them by name, or the part of the form that shows the first."""
    only_look()
    asking = read_asking()
    fine = asking.check_whom()
    if "part" in sent():
        shown = _whom(asking) if fine else None
        return render("staff/_requirement_whom.html", shown=shown, unknown=asking.unknown)
    if not fine:
        return _form_page(asking)
    find = sent().get("find", "")
    people = people_reached(db(), asking.audience, now=now(), today=today(), find=find)
    return render(
        "staff/requirement_whom.html",
        words=audience_words(asking.audience, asking.offer.names),
        shown=part(people, sent().get("page", "")),
        find=find,
        fields=sent_fields(sent()),
    )


@blueprint.route("/requirements/check", methods=["GET", "POST"])
@access("administrator")
def requirements_check() -> str | tuple[str, int]:
    """How many people it would reach, who joins and who leaves, before anything is saved."""
    only_look()
    asking = read_asking()
    if not asking.check():
        return _form_page(asking), 422
    already = asking.same()
    name = asking.name or already or asking.free_name()
    last = asking.in_force.get(name)
    rules = asking.rules
    return render(
        "staff/requirement_check.html",
        title=asking.offer.title(asking.form.certificate.data),
        words=audience_words(asking.audience, asking.offer.names),
        due=due_words(rules),
        more=more_words(rules),
        waits=not rules.has_begun(today()),
        reached=reach(db(), asking.audience, now=now(), today=today()),
        difference=compare(db(), asking.audience, rules, name, now=now(), today=today()),
        first=FIRST_NAMES,
        last=asked(last, asking.offer, assigned(db())) if last else None,
        already=name == already,
        fields=[
            *(each for each in sent_fields(sent()) if each[0] != "requirement"),
            ("requirement", name),
            ("seen", last.n if last else 0),
        ],
    )


@blueprint.post("/requirements")
@access("administrator")
def requirements_save() -> Response | tuple[str, int]:
    """Ask them. Sending it twice asks once."""
    # Before anything is read: what was seen must still be so when it is changed.
    lock_assignments(db())
    asking = read_asking()
    if not asking.check():
        return _form_page(asking), 422
    _ensure_unchanged(asking)
    settled = require(
        db(),
        asking.form.certificate.data,
        asking.audience,
        rules=asking.rules,
        requirement=asking.name,
        by=current().id,
        now=now(),
        today=today(),
        zone=state().config.zone,
    )
    commit()
    say("success", what_happened(settled, asking.rules))
    return redirect(address("training.requirements"), 303)


def what_happened(settled: Settled, rules: Rules) -> str:
    """What saving a requirement did, in a message."""
    count = t_of_request().count
    said = [t("Saved.")]
    if not rules.has_begun(today()) and rules.start:
        said.append(t("People are asked from {day} on.", day=t_of_request().day(rules.start)))
    if n := settled.joined:
        said.append(count("{n:,} person is asked now.", "{n:,} people are asked now.", n))
    if n := settled.left:
        said.append(
            count("{n:,} person is not asked any more.", "{n:,} people are not asked any more.", n)
        )
    if n := settled.moved:
        said.append(count("{n:,} person has another day.", "{n:,} people have another day.", n))
    return " ".join(said)


def _ensure_unchanged(asking: Asking) -> None:
    """Raise `Conflict` when somebody else changed the requirement since it was looked at."""
    last, certificate = asking.last, asking.form.certificate.data
    if last is None:
        if not re.fullmatch(rf"{re.escape(certificate)}(-\d{{1,3}})?", asking.name, re.ASCII):
            raise NotFound(t("There is no such requirement."))
        return
    if last.certificate != certificate or (
        not says(last, asking.audience, asking.rules) and str(last.n) != request.form.get("seen")
    ):
        raise Conflict(t("Somebody changed this requirement while you looked at it."))


def _form_page(asking: Asking) -> str:
    last = asking.last
    errors = asking.errors()
    fine = not asking.whom.errors and asking.whom.filled and asking.check_whom()
    if not errors:
        # A line that is still empty is no mistake yet.
        _forget_errors(asking)
    return render(
        "staff/requirement_form.html",
        form=asking.form,
        whom=asking.whom,
        errors=errors,
        offer=asking.offer,
        what_name=what_name,
        whats=list(What),
        requirement=asking.name if last else "",
        last=asked(last, asking.offer, assigned(db())) if last else None,
        shown=_whom(asking) if fine else None,
        unknown=asking.unknown,
        find=sent().get("find", ""),
    )


def _forget_errors(asking: Asking) -> None:
    for group in asking.whom.groups:
        for line in group:
            line.error = ""


def _whom(asking: Asking) -> dict[str, object]:
    """What the form shows of whom it reaches: how many, and the first names looked for."""
    reached = reach(db(), asking.audience, now=now(), today=today())
    homes = {each.department.parent_id or each.department.id for each in reached}
    find = sent().get("find", "")
    names = people_reached(
        db(), asking.audience, now=now(), today=today(), find=find, most=FIRST_NAMES
    )
    people = sum(each.people for each in reached)
    return {"people": people, "departments": len(homes), "names": names, "find": find}


def _by_day(each: Asked) -> tuple[date, str]:
    return each.rules.due or date.max, each.version.requirement
