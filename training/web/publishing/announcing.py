"""Bulletins for those who write them and those who look after people: written, shown, ended."""

from typing import Any

from flask import make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.content.bulletins import service
from training.content.bulletins.queries import (
    Published,
    bulletin,
    bulletin_act,
    bulletins,
    bulletins_asked,
)
from training.content.bulletins.rules import read_stored
from training.content.bulletins.sheet import sheet
from training.content.queries import all_in_force
from training.errors import InputRefused, NotFound
from training.flows.decide_bulletin import decide_bulletin
from training.flows.decide_content import MAY_DECIDE
from training.flows.propose_bulletin import propose_bulletin
from training.people.acts.queries import decision
from training.people.queries import Person
from training.reporting.bulletins import how_many_read, readers
from training.reporting.must_know import places, who_must_know
from training.text import LANGUAGES, translator
from training.web.access import SUPERVISOR, access, departments_seen_by
from training.web.blueprint import ID, address, blueprint
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.publishing.bulletin_form import bulletin_form, texts_of
from training.web.publishing.footing import AUTHORS, READERS, name_of, revision_title, title_of
from training.web.state import now, state, today
from training.web.unit import close, commit, db

SEERS = ("liaison", SUPERVISOR, *READERS, "hr", "auditor")
"""Whoever looks after people or texts."""
ASKED = f"/content/bulletins/asked/<{ID}:act_id>"
ONE = f"/content/bulletins/<{ID}:bulletin_id>"


@blueprint.get("/content/bulletins")
@access(*SEERS, scope="none")
def text_bulletins() -> str:
    """Every bulletin, those shown now first; and what waits for a second person."""
    person = current()
    found = bulletins(db())
    writes = not person.roles.isdisjoint(READERS)
    return render(
        "content/bulletins.html",
        shown=[each for each in found if each.shown_at(now())],
        ended=[each for each in found if not each.shown_at(now())],
        waiting=bulletins_asked(db()) if writes else [],
        read=how_many_read(db()) if found else {},
        title_of=lambda each: revision_title(db(), each.revision),
        asked_title=lambda act: title_of(db(), "module", act.subject),
        asked_words=lambda act: _in_our_language(read_stored(act.params["texts"])),
        words_of=lambda each: _in_our_language(each.texts),
        name_of=lambda each: name_of(db(), each),
        may_write=not person.roles.isdisjoint(AUTHORS),
        reads_texts=writes,
        me=person.id,
    )


@blueprint.get("/content/bulletins/new")
@access(*AUTHORS)
def text_bulletins_new() -> str:
    """The form for a bulletin; with `again` one that was refused, to be written anew."""
    slug, texts = request.args.get("module", ""), None
    again = request.args.get("again", "")
    if again.isdecimal() and len(again) < 10:
        act = bulletin_act(db(), int(again))
        slug, texts = act.subject, read_stored(act.params["texts"])
    return _form_page(bulletin_form(None, _modules(db()), slug=slug, texts=texts))


@blueprint.post("/content/bulletins/new")
@access(*AUTHORS)
def text_bulletins_send() -> Response | tuple[str, int]:
    """Ask for a bulletin to be shown; or only see how it would look."""
    form = bulletin_form(request.form, _modules(db()))
    if not form.validate():
        return _form_page(form), 422
    texts = texts_of(form)
    if request.form.get("what") == "preview":
        return _form_page(form, preview=True), 200
    try:
        act = propose_bulletin(db(), form.module.data, texts, by=current(), now=now())
    except InputRefused as refused:
        close()
        for each in refused.problems:
            form[each.where].errors = [t("Write it in both languages.")]
        return _form_page(form), 422
    commit()
    say("success", t("Asked. It is shown as soon as a second person agrees. Call them now."))
    return redirect(address("training.text_bulletin_asked", act_id=act.id), 303)


@blueprint.get(ASKED)
@access(*READERS)
def text_bulletin_asked(act_id: int) -> str:
    """A bulletin that waits, as its readers would see it, and how many they would be."""
    act, person = bulletin_act(db(), act_id), current()
    decided = decision(db(), act_id)
    where = places(db())
    people = who_must_know(db(), act.subject, where, now=now(), today=today())
    homes = {where[each].department.parent_id or each for each in people.values()}
    return render(
        "content/bulletin_asked.html",
        act=act,
        texts=read_stored(act.params["texts"]),
        heads=_heads(),
        title=title_of(db(), "module", act.subject),
        by=name_of(db(), act.by),
        decided=decided,
        decided_by=name_of(db(), decided.second) if decided else "",
        people=len(people),
        departments=len(homes),
        mine=act.by == person.id,
        may_decide=not person.roles.isdisjoint(MAY_DECIDE),
        may_write=not person.roles.isdisjoint(AUTHORS),
    )


@blueprint.post(ASKED)
@access(*READERS)
def text_bulletin_decide(act_id: int) -> Response:
    """Have it shown, refuse it or take one's own back."""
    agrees = request.form.get("answer") == "agree"
    made = decide_bulletin(db(), act_id, second=current(), agrees=agrees, now=now())
    commit()
    if made is None:
        say("success", t("Nothing is shown."))
        return redirect(address("training.text_bulletins"), 303)
    say("success", t("It is shown from now on: at the next sign-in, and before My training."))
    return redirect(address("training.text_bulletin", bulletin_id=made.id), 303)


@blueprint.get(ONE)
@access(*SEERS)
def text_bulletin(bulletin_id: int) -> str:
    """What a bulletin says, and how many have read it by department: a liaison sees their own."""
    person, shown = current(), bulletin(db(), bulletin_id)
    return render(
        "content/bulletin.html",
        shown=shown,
        in_force=shown.shown_at(now()),
        title=revision_title(db(), shown.revision),
        words=_in_our_language(shown.texts),
        heads=_heads(),
        by=name_of(db(), shown.bulletin.by),
        second=name_of(db(), shown.bulletin.second),
        rows=_rows(person, shown),
        may_end=shown.shown_at(now()) and not person.roles.isdisjoint(AUTHORS),
        name=lambda department: department.name(language()),
    )


@blueprint.get(f"{ONE}/<wanted>.pdf")
@access(*SEERS, scope="none")
def text_bulletin_sheet(bulletin_id: int, wanted: str) -> Response:
    """A bulletin on one page, for whoever reads it out at the start of a shift."""
    if wanted not in LANGUAGES:
        raise NotFound("There is no such page.")
    shown, config = bulletin(db(), bulletin_id), state().config
    since = shown.bulletin.from_at.astimezone(config.zone).date()
    raw = sheet(shown.texts[wanted], since=since, language=wanted, city=config.city)
    response = make_response(raw)
    response.mimetype = "application/pdf"
    name = f"bulletin-{bulletin_id}-{wanted}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@blueprint.post(f"{ONE}/end")
@access(*AUTHORS)
def text_bulletin_end(bulletin_id: int) -> Response:
    """Show it to nobody from now on."""
    service.end(db(), bulletin_id, by=current().id, now=now())
    commit()
    say("success", t("Nobody is shown it from now on. Who has read it stays on record."))
    return redirect(address("training.text_bulletin", bulletin_id=bulletin_id), 303)


def _rows(person: Person, shown: Published) -> list[Any]:
    reads = not person.roles.isdisjoint(READERS)
    within = None if reads else departments_seen_by(person)
    return readers(db(), shown, within=within, now=now(), today=today())


def _in_our_language(texts: Any) -> Any:
    return texts.get(language(), texts["en"])


def _heads() -> dict[str, tuple[str, str]]:
    """What stands over the old and the new, in every language a bulletin is written in."""
    said = {each: translator(each) for each in LANGUAGES}
    return {each: (t("Until now"), t("From now on")) for each, t in said.items()}


def _modules(session: Session) -> list[tuple[str, str]]:
    found = all_in_force(session, "module")
    return [(each.slug, revision_title(session, each)) for each in found]


def _form_page(form: Any, *, preview: bool = False) -> str:
    return render(
        "content/bulletin_form.html",
        form=form,
        texts=texts_of(form) if preview else None,
        heads=_heads(),
        errors=bool(form.errors),
    )
