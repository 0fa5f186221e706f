"""What stands where a text says `{contact: …}`: names and numbers of whom its reader calls."""

from collections.abc import Mapping, Sequence

from flask import g
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from training.content.words import fill
from training.people.contacts.kinds import KINDS
from training.people.contacts.numbers import tel
from training.people.contacts.queries import Listed, contacts_of
from training.people.queries import Person
from training.web.images import addressed
from training.web.languages import t
from training.web.state import now, state, today

OEI = "505-768-3307"
"""The number of the Office of Equity and Inclusion that the City has published."""


def filled(db: Session, person: Person, html: str) -> Markup:
    """Rendered text with its addresses and contacts; asks the database only for the latter."""
    html = addressed(html)
    if "{contact:" not in html:
        return Markup(html)  # noqa: S704  (sanitised when rendered)
    return fill(html, _words(db, person, html))


def contacts_for(db: Session, person: Person) -> Mapping[str, Sequence[Listed]]:
    """By kind, whom somebody calls; asked once in a request."""
    if "training_contacts" not in g:
        g.training_contacts = (
            contacts_of(db, person.department_id, now=now(), today=today())
            if person.department_id
            else {}
        )
    found: Mapping[str, Sequence[Listed]] = g.training_contacts
    return found


def instead(kind: str) -> Markup:
    """Whom to ask where nobody is kept."""
    words = {
        "liaison": t("(not named yet: ask your supervisor)"),
        "deputy": t("(no deputy is named: ask your liaison)"),
        "legal": t("(no number is kept yet: ask your supervisor)"),
        "mayor-report": t("(no number is kept yet: ask your liaison)"),
    }
    if kind in words:
        return escape(words[kind])
    return Markup("{}, {}").format(t("Office of Equity and Inclusion"), call(OEI))


def call(number: str) -> Markup:
    """A number that a thumb can call."""
    return Markup('<a class="call" href="{}">{}</a>').format(tel(number), number)


def in_words(each: Listed) -> Markup:
    """A contact in a sentence: who, how to reach them, when, and whether that is still sure."""
    name = escape(each.name)
    if each.email and not each.number:
        name = Markup('<a href="mailto:{}">{}</a>').format(each.email, each.name)
    parts = [name, call(each.number)] if each.number else [name]
    said = Markup(", ").join(parts)
    notes = [each.shift] if each.shift else []
    notes += [t("an invented number")] if each.number and state().config.demonstration else []
    notes += [t("not confirmed lately")] if each.stale else []
    return said + Markup(" ({})").format("; ".join(notes)) if notes else said


def _words(db: Session, person: Person, html: str) -> Mapping[str, Markup]:
    kept = contacts_for(db, person)
    words = ((f"contact: {kind}", kind) for kind in KINDS)
    return {
        word: Markup("; ").join(in_words(each) for each in kept[kind])
        if kind in kept
        else instead(kind)
        for word, kind in words
        if word in html
    }
