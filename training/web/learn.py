"""Reading a module: its first page, its sections one by one, and the way on."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from training.assignments.paid_time.queries import paid_time_notice
from training.flows.finish_reading import finish_reading
from training.flows.open_module import open_module
from training.learning.service import mark_read
from training.web.access import SIGNED_IN, access
from training.web.blueprint import blueprint
from training.web.contact_words import filled
from training.web.identity import current
from training.web.languages import language
from training.web.news import news_of, resting_on
from training.web.pages import render
from training.web.reading import copy_of
from training.web.state import now, state
from training.web.unit import commit, db
from training.web.ways import way_on


@blueprint.get("/modules/<module>")
@access(SIGNED_IN)
def module_page(module: str) -> str:
    """What the module is, how long it takes and how far one is."""
    copy = copy_of(db(), current(), module)
    news = news_of(db(), current(), copy)
    begins = copy.enrolment is None or (copy.finished and news is not None)
    return render(
        "module.html",
        module=module,
        copy=copy,
        news=news,
        way_on=way_on(module, copy),
        credentials=resting_on(db(), current(), module) if copy.finished else [],
        paid_time=paid_time_notice(db(), language()) if begins else "",
    )


@blueprint.post("/modules/<module>/start")
@access(SIGNED_IN)
def start(module: str) -> Response:
    """Open the module, or go on where it was left."""
    open_module(db(), current(), module, now=now(), zone=state().config.zone)
    commit()
    return redirect(way_on(module, copy_of(db(), current(), module)), 303)


@blueprint.get("/modules/<module>/on")
@access(SIGNED_IN)
def go_on(module: str) -> Response:
    """The page where the person left off."""
    return redirect(way_on(module, copy_of(db(), current(), module)), 303)


@blueprint.get("/modules/<module>/read/<section>")
@access(SIGNED_IN)
def section_page(module: str, section: str) -> Response | str:
    """One section; before the module is opened, the module's first page."""
    copy = copy_of(db(), current(), module)
    at = copy.place_of(section)
    if copy.enrolment is None:
        return redirect(url_for("training.module_page", module=module), 303)
    view = copy.sections[at]
    held = view.id in copy.held
    return render(
        "section.html",
        module=module,
        copy=copy,
        section=view,
        html="" if held else filled(db(), current(), view.html),
        beside="" if held else filled(db(), current(), view.beside_html),
        liaison=filled(db(), current(), "{contact: liaison}") if held else "",
        number=at + 1,
        previous=copy.sections[at - 1] if at else None,
        last=at + 1 == len(copy.sections),
    )


@blueprint.post("/modules/<module>/read/<section>")
@access(SIGNED_IN)
def section_read(module: str, section: str) -> Response:
    """Write down that the section was read, and go to the next."""
    copy = copy_of(db(), current(), module)
    at = copy.place_of(section)
    if copy.enrolment is None:
        return redirect(url_for("training.module_page", module=module), 303)
    if copy.delta is not None:
        # Only what changed is asked, on pages of their own; this one was looked up.
        return redirect(way_on(module, copy), 303)
    if section not in copy.held:
        mark_read(db(), copy.enrolment, copy.sections[at], now=now())
    if not copy.edition.scored or copy.known:
        finish_reading(
            db(),
            current(),
            copy.enrolment.id,
            language=language(),
            now=now(),
            config=state().config,
        )
    commit()
    if copy.known and not copy.finished:
        return redirect(way_on(module, copy_of(db(), current(), module)), 303)
    if at + 1 < len(copy.sections):
        following = copy.sections[at + 1].id
        return redirect(url_for("training.section_page", module=module, section=following), 303)
    if copy.edition.has_quiz and copy.asks_quiz and not copy.finished:
        return redirect(url_for("training.quiz", module=module), 303)
    return redirect(url_for("training.module_page", module=module), 303)
