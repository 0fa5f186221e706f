"""Who may do what: the roles people hold, why, from when to when; ending and renewing them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form

from training.errors import NotFound
from training.people.departments.queries import departments
from training.people.grants.queries import Held, grant_held, held
from training.people.grants.rules import end_of, last_day
from training.people.grants.service import end_by_hand, renew
from training.people.grants.wording import role_name
from training.people.models import ROLES, Act, Department
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.grant_form import filter_form, renew_form
from training.web.grant_requests import requests_waiting
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import render, say
from training.web.paging import part
from training.web.state import now, state, today
from training.web.unit import commit, db

SOON = 30
"""Within so many days, the end of a role is marked."""


@blueprint.get("/access")
@access("administrator", "auditor")
def grants() -> str:
    """Who holds which role, where, since when, until when and why; and what waits for a second."""
    known = departments(db())
    asked = _asked(known)
    rows = _held(asked, known)
    shown = part(rows, request.args.get("page", ""))
    return render(
        "access/grants.html",
        shown=shown,
        people=len({each.holder.id for each in rows}),
        soon=sum(1 for each in rows if _ends_soon(each)),
        ends_soon=_ends_soon,
        asked=asked,
        filters=filter_form(asked, known),
        waiting=requests_waiting(db()),
        may_change="administrator" in current().roles,
        here_with=lambda **more: address("training.grants", **asked, **more),
        **wording(),
    )


@blueprint.get(f"/access/<{ID}:grant_id>/end")
@access("administrator")
def grant_end(grant_id: int) -> str:
    """What ending a role means, before it is done."""
    return render("access/end.html", held=_one(grant_id), **wording())


@blueprint.post(f"/access/<{ID}:grant_id>/end")
@access("administrator")
def grant_end_send(grant_id: int) -> Response:
    """End a role; it counts for nothing from the next page on."""
    ending = _one(grant_id)
    end_by_hand(db(), grant_id, by=current().id, now=now(), today=today())
    commit()
    said = {"role": wording()["called"](ending), "name": ending.holder.name}
    say("success", t("{name} no longer has this role: {role}.", **said))
    return redirect(address("training.grants"), 303)


@blueprint.get(f"/access/<{ID}:grant_id>/renew")
@access("administrator")
def grant_renew(grant_id: int) -> str:
    """Until when a role shall go on."""
    return _renew_page(_one(grant_id), None)


@blueprint.post(f"/access/<{ID}:grant_id>/renew")
@access("administrator")
def grant_renew_send(grant_id: int) -> Response | tuple[str, int]:
    """Let a role go on; a sensitive one as soon as another administrator agrees."""
    going_on = _one(grant_id)
    form = renew_form(request.form, _last(going_on), today())
    if not form.validate():
        return _renew_page(going_on, form), 422
    to_at = end_of(form.to_day.data, state().config.zone)
    done = renew(db(), grant_id, to_at=to_at, by=current().id, now=now())
    commit()
    say("success", what_happened(done))
    return redirect(address("training.grants"), 303)


def what_happened(done: Any) -> str:
    """The words for a role that was given, or asked for."""
    if isinstance(done, Act):
        return t("Asked. Another administrator has to agree before it counts.")
    return t("Saved. It counts from their next page on.")


def wording() -> dict[str, Any]:
    """What the templates of these pages call roles, days and reasons."""
    words = t_of_request()

    def called(each: Held) -> str:
        name = role_name(each.grant.role, words)
        where = each.department
        return f"{name}, {where.name(language())}" if where else name

    def by(each: Held) -> str:
        if each.grant.source:
            return t("follows a group of the City's sign-in ({name})", name=each.grant.source)
        return each.by.name if each.by else t("the command line")

    return {
        "called": called,
        "by": by,
        "role_called": lambda role: role_name(role, words),
        "first": lambda each: each.grant.from_at.astimezone(state().config.zone).date(),
        "last": _last,
        "instant": now(),
    }


def _last(each: Held) -> date | None:
    to_at = each.grant.to_at
    return last_day(to_at, state().config.zone) if to_at else None


def _ends_soon(each: Held) -> bool:
    last = _last(each)
    return last is not None and 0 <= (last - today()).days <= SOON


def _asked(known: Sequence[Department]) -> dict[str, str]:
    """The filters of an address that mean something."""
    offered: dict[str, Collection[str]] = {
        "role": ROLES,
        "department": {each.slug for each in known},
        "state": ("ended",),
    }
    given = {each: request.args.get(each, "") for each in offered}
    asked = {each: value for each, value in given.items() if value in offered[each]}
    name = request.args.get("name", "").strip()[:100]
    return asked | ({"name": name} if name else {})


def _held(asked: dict[str, str], known: Sequence[Department]) -> list[Held]:
    ids = {each.slug: each.id for each in known}
    return held(
        db(),
        now=now(),
        today=today(),
        role=asked.get("role", ""),
        department_id=ids.get(asked.get("department", "")),
        name=asked.get("name", ""),
        ended="state" in asked,
    )


def _one(grant_id: int) -> Held:
    found = grant_held(db(), grant_id, now=now(), today=today())
    if found is None:
        raise NotFound(t("There is no such role."))
    return found


def _renew_page(going_on: Held, form: Form | None) -> str:
    shown = form or renew_form(None, _last(going_on), today())
    return render(
        "access/renew.html", held=going_on, form=shown, errors=bool(shown.errors), **wording()
    )
