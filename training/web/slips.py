"""Who in a department cannot sign in yet, and the slips and mails that let them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from training.errors import InputRefused
from training.outbox import Message, enqueue
from training.people.departments.queries import department as department_by_slug
from training.people.departments.queries import departments
from training.people.models import Department
from training.people.sign_in.codes import ACTIVATION, RESET, SLIP_LASTS
from training.people.sign_in.queries import WayIn, ways_in
from training.people.sign_in.service import make_code
from training.text import LANGUAGES, translator
from training.web.access import access, departments_of, require_department
from training.web.blueprint import blueprint
from training.web.certificates import code as qr_code
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import render, say
from training.web.paging import part
from training.web.state import now, state, today
from training.web.unit import commit, db

MOST_AT_ONCE = 200
JUST_BEFORE = timedelta(minutes=1)
"""Of midnight, so that a code's last day is named and not the next."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person."""

    name: str
    number: str
    code: str
    until: date
    """The last day on which it can be used."""
    first: bool
    qr: Markup


@blueprint.get("/departments/<slug>/sign-ins")
@access("liaison")
def sign_ins(slug: str) -> str:
    """The department's people by name, those without a way in unless all are asked for."""
    place, _ = _scope(slug)
    everybody = _people(slug)
    all_of_them = request.args.get("show") == "all"
    name = request.args.get("name", "").strip().casefold()
    found = [each for each in everybody if all_of_them or not each.enters]
    found = [each for each in found if name in f"{each.name} {each.number}".casefold()]
    shown = part(found, request.args.get("page", ""))
    return render(
        "staff/sign_ins.html",
        place_name=place.name(language()),
        slug=slug,
        shown=shown,
        everybody=len(everybody),
        without=sum(1 for each in everybody if not each.enters),
        show_all=all_of_them,
        name=request.args.get("name", "").strip(),
        may_print=_may_print,
        until=lambda end: t_of_request().moment(end - JUST_BEFORE, state().config.zone),
    )


@blueprint.post("/departments/<slug>/sign-ins")
@access("liaison")
def sign_ins_send(slug: str) -> Response | str:
    """Slips to print, shown this once, or links by mail, for those who were ticked."""
    ticked = {int(each) for each in request.form.getlist("who") if each.isdecimal()}
    chosen = [each for each in _people(slug) if each.employee_id in ticked]
    if not chosen:
        say("warning", t("Tick whom you want to let in, then press the button again."))
        return redirect(url_for("training.sign_ins", slug=slug), 303)
    if len(chosen) > MOST_AT_ONCE:
        raise InputRefused("That is more than 200 people at once; do it in parts.")
    if request.form.get("by") == "mail":
        return _mailed(slug, chosen)
    slips = [_slip(each) for each in chosen if _may_print(each)]
    commit()
    return render(
        "staff/slips.html",
        slips=slips,
        left_out=[each.name for each in chosen if not _may_print(each)],
        slug=slug,
        languages=[translator(each) for each in LANGUAGES],
        address=_printed_address(),
    )


def _scope(slug: str) -> tuple[Department, set[int]]:
    """The department and the ids of it and its divisions, for whoever looks after it."""
    place = department_by_slug(db(), slug)
    require_department(current(), place.id)
    below = {each.id for each in departments(db()) if each.parent_id == place.id}
    within = departments_of(current())
    return place, {place.id, *below} if within is None else {place.id, *below} & within


def _people(slug: str) -> list[WayIn]:
    return ways_in(db(), _scope(slug)[1], now=now(), today=today())


def _may_print(who: WayIn) -> bool:
    """A slip lets in whoever holds it: for somebody who may do more than learn, only OEI prints
    it, and nobody for themselves."""
    me = current()
    return who.employee_id != me.id and (not who.has_role or "administrator" in me.roles)


def _slip(who: WayIn) -> Slip:
    kind = RESET if who.has_password else ACTIVATION
    day = today() + SLIP_LASTS[kind]
    lasts = datetime.combine(day, time.max, state().config.zone) - now()
    code = make_code(db(), who.employee_id, kind, lasts=lasts, by=current().id, now=now())
    address = f"{_printed_address()}/activate/{code}"
    return Slip(who.name, who.number, code, day, kind == ACTIVATION, qr_code(address))


def _mailed(slug: str, chosen: list[WayIn]) -> Response:
    reached = [each for each in chosen if each.email]
    messages = [
        Message(
            f"{kind}:{each.employee_id}:{now():%Y%m%dT%H%M}",
            kind,
            now(),
            {"employee": each.employee_id, "by": current().id},
        )
        for each in reached
        for kind in [RESET if each.has_password else ACTIVATION]
    ]
    enqueue(db(), messages)
    commit()
    if reached:
        count = t_of_request().count
        say("success", count("A mail goes to {n} person.", "Mails go to {n} people.", len(reached)))
    if len(reached) < len(chosen):
        names = ", ".join(each.name for each in chosen if not each.email)
        say("warning", t("No e-mail address is known of: {names}. Print slips.", names=names))
    return redirect(url_for("training.sign_ins", slug=slug), 303)


def _printed_address() -> str:
    """Our address as it stands on paper."""
    return (state().config.public_url or request.url_root).rstrip("/")
