"""Somebody's due days for their own calendar: at an address that only they know."""

from uuid import NAMESPACE_URL, uuid5

from flask import make_response, redirect, url_for
from werkzeug.wrappers import Response

from training.errors import NotAllowed, NotFound
from training.links import calendar_feed, home_page
from training.people.calendars.queries import calendar_since, person_by_calendar
from training.people.calendars.service import end_calendar_link, make_calendar_link
from training.people.queries import Person
from training.reporting.calendar import DueDay, due_days
from training.standards.icalendar import MEDIA_TYPE, AllDay, calendar
from training.text import Translator, translator
from training.web import tries, unit
from training.web.access import SIGNED_IN, TOKEN, access
from training.web.blueprint import blueprint
from training.web.identity import current
from training.web.languages import t, t_of_request
from training.web.pages import render, say
from training.web.state import now, state, today
from training.web.tablet import tablet
from training.web.unit import commit, db

KIND = "calendar"
"""What is tried: a wrong address counts for whoever asks."""


@blueprint.get("/account/calendar")
@access(SIGNED_IN)
def account_calendar() -> str:
    """Whether this person's calendar is told, and the buttons that begin and end it."""
    _not_shared()
    return _page("")


@blueprint.post("/account/calendar")
@access(SIGNED_IN)
def account_calendar_send() -> str:
    """A new address, shown this once."""
    _not_shared()
    token = make_calendar_link(db(), current().id, now=now())
    commit()
    return _page(calendar_feed(state().config, token))


@blueprint.post("/account/calendar/end")
@access(SIGNED_IN)
def account_calendar_end() -> Response:
    """Withdraw the address: whoever has it learns nothing more."""
    end_calendar_link(db(), current().id, now=now())
    commit()
    say("success", t("The address is withdrawn. A calendar that has it is told nothing more."))
    return redirect(url_for("training.account_calendar"), 303)


@blueprint.get("/calendar/<token>.ics")
@access(TOKEN)
def calendar_file(token: str) -> Response:
    """What the address's owner has to do, as a calendar (RFC 5545)."""
    if wait := tries.wait(db(), KIND):
        return tries.later(tries.words_to_wait(wait), wait)
    person = person_by_calendar(db(), token, now=now(), today=today())
    if person is None:
        unit.close()
        tries.count(KIND)
        raise NotFound("This calendar address is unknown, or it was withdrawn.")
    response = make_response(_calendar(person))
    response.headers["Content-Type"] = f"{MEDIA_TYPE}; charset=utf-8"
    return response


def _calendar(person: Person) -> str:
    words, city, zone = translator(person.language), state().config.city, state().config.zone
    days = due_days(db(), person, now=now(), today=today(), zone=zone)
    return calendar(
        [_event(words, person, each) for each in days],
        name=words("City training"),
        product=f"-//{city}//Staff training//EN",
        language=words.language,
        now=now(),
    )


def _event(t: Translator, person: Person, due: DueDay) -> AllDay:
    """A day as it may stand on a screen that others see: nothing of how its owner is doing."""
    page = home_page(state().config)
    return AllDay(
        uid=str(uuid5(NAMESPACE_URL, f"{page}#{person.id}/{due.certificate}")),
        day=due.day,
        summary=t("City training: {title}", title=due.title),
        description=t("Due by the end of this day. Sign in to see what is left: {page}", page=page),
        url=page,
    )


def _page(new: str) -> str:
    since = calendar_since(db(), current().id)
    moment = t_of_request().moment(since, state().config.zone) if since else ""
    return render("account/calendar.html", address=new, since=moment)


def _not_shared() -> None:
    if tablet():
        raise NotAllowed("A shared tablet shows nobody's calendar address. Use your own browser.")
