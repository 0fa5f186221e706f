"""Renders our templates with our own Jinja environment, so that a host's names never meet ours."""

from datetime import date, datetime
from typing import Any

from flask import g, request, session
from jinja2 import Environment, PackageLoader, StrictUndefined
from werkzeug.local import LocalProxy

from training.web.blueprint import address
from training.web.csrf import csrf
from training.web.identity import MESSAGES, host_signs_in, person_or_none
from training.web.languages import language, t_of_request
from training.web.navigation import navigation
from training.web.second_step import whole
from training.web.state import state

ENVIRONMENT = Environment(
    loader=PackageLoader("training.web"),
    autoescape=True,
    auto_reload=False,
    undefined=StrictUndefined,
)


def render(template: str, **context: Any) -> str:
    """A page for whoever asks, in their language."""
    person = person_or_none()
    return _render(template, {**context, "person": person, "messages": _messages()})


def render_bare(template: str, **context: Any) -> str:
    """A page that asks the database nothing, for when that may be what is broken."""
    return _render(template, {**context, "person": g.get("training_person"), "messages": []})


def say(category: str, text: str) -> None:
    """Show a message on the next page; `category` is success, info, warning or error."""
    session[MESSAGES] = [*session.get(MESSAGES, []), [category, text]]


def format_day(value: date) -> str:
    """A day, or the City's day of an instant, with its weekday in the reader's language."""
    if isinstance(value, datetime):
        value = value.astimezone(state().config.zone).date()
    return t_of_request().day(value)


def _render(template: str, context: dict[str, Any]) -> str:
    t = t_of_request()
    ours = {
        "t": t,
        "language": t.language,
        "nav": navigation(t, whole(context["person"])),
        "demonstration": state().config.demonstration,
        "city": state().config.city,
        "request": request,
        "signs_out_here": not host_signs_in(),
        "idle_seconds": state().config.kiosk_minutes * 60,
    }
    return ENVIRONMENT.get_template(template).render(ours | context)


def _messages() -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in session.pop(MESSAGES, [])] if MESSAGES in session else []


# What a macro knows without being told: so that it is brought in once, and not on every page.
ENVIRONMENT.globals.update(
    t=LocalProxy(t_of_request),
    language=LocalProxy(language),
    tablet=LocalProxy(lambda: g.get("training_tablet")),
    csrf=csrf,
    url_for=address,
    format_date=format_day,
)
