"""Tablets that a department shares: registered on the tablet itself, taken off from anywhere."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form, StringField
from wtforms.validators import DataRequired, Length

from training.people.departments.queries import department
from training.people.devices import service
from training.people.devices.queries import tablets_of
from training.web import csrf, identity
from training.web.access import SIGNED_IN, access, require_department
from training.web.blueprint import ID, blueprint
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import render, say
from training.web.state import now, state
from training.web.tablet import leave_nothing, remember, tablet
from training.web.unit import commit, db


def tablet_form() -> Form:
    """What the tablet is called."""

    class TabletForm(Form):  # type: ignore[misc]
        label = StringField(
            t("What people here call this tablet"),
            [
                DataRequired(t("Give the tablet a name.")),
                Length(max=120, message=t("At most 120 characters, please.")),
            ],
            description=t("Such as “Break room, Yale yard”."),
            render_kw={"autocomplete": "off", "maxlength": 120},
        )

    return TabletForm(request.form)


@blueprint.get("/departments/<slug>/tablets")
@access("liaison")
def tablets(slug: str) -> str:
    """The department's shared tablets, and the form that makes this one of them."""
    return _page(slug, tablet_form())


@blueprint.post("/departments/<slug>/tablets")
@access("liaison")
def tablets_add(slug: str) -> Response | tuple[str, int]:
    """Make this browser a shared tablet; whoever registered it is signed out."""
    place = department(db(), slug)
    require_department(current(), place.id)
    form = tablet_form()
    if not form.validate():
        return _page(slug, form), 422
    label = " ".join(form.label.data.split())
    token = service.register_tablet(db(), place.id, label, by=current().id, now=now())
    identity.end()
    commit()
    csrf.renew()
    say("success", t("This tablet is ready to be shared. You are signed out."))
    response = leave_nothing(redirect(url_for("training.sign_in"), 303))
    remember(token, response)
    return response


@blueprint.post(f"/departments/<slug>/tablets/<{ID}:device_id>/end")
@access("liaison")
def tablets_end(slug: str, device_id: int) -> Response:
    """Take a tablet off the list; it is an ordinary browser from its next page on."""
    place = department(db(), slug)
    require_department(current(), place.id)
    service.take_off(db(), device_id, {place.id}, by=current().id, now=now())
    commit()
    say("success", t("That tablet is no longer shared. Whoever was signed in on it is signed out."))
    return redirect(url_for("training.tablets", slug=slug), 303)


@blueprint.get("/here")
@access(SIGNED_IN)
def still_here() -> tuple[str, int]:
    """Nothing, but the idle time of a shared tablet begins anew."""
    return "", 204


def _page(slug: str, form: Form) -> str:
    place = department(db(), slug)
    require_department(current(), place.id)
    zone, moment = state().config.zone, t_of_request().moment
    return render(
        "staff/tablets.html",
        place_name=place.name(language()),
        slug=slug,
        form=form,
        tablets=tablets_of(db(), {place.id}),
        since=lambda each: moment(each.created, zone),
        minutes=state().config.kiosk_minutes,
        is_one=tablet() is not None,
    )
