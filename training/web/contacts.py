"""Whom to call: everybody's page, and the pages of those who keep the numbers."""

from dataclasses import dataclass

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import Form

from training.errors import Conflict, NotAllowed, NotFound
from training.people.contacts import service
from training.people.contacts.kinds import KINDS, is_stale
from training.people.contacts.numbers import tel
from training.people.contacts.queries import ended, kept, to_confirm
from training.people.departments.queries import department, departments
from training.people.models import Contact, Department
from training.people.queries import Person
from training.web.access import SIGNED_IN, access, departments_of
from training.web.blueprint import ID, address, blueprint
from training.web.contact_form import contact_form, entry_of, kind_words
from training.web.contact_words import OEI, contacts_for
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import render, say
from training.web.state import now
from training.web.unit import commit, db

CITY_WIDE = "city-wide"
"""The address of the City's own contacts, where another has a department's slug."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose contacts are kept: a department's, or the City's where there is none."""

    slug: str
    department: Department | None

    @property
    def department_id(self) -> int | None:
        """The department's id; none for the City."""
        return self.department.id if self.department else None

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.department.name(language()) if self.department else t("The whole City")


@blueprint.get("/contacts")
@access(SIGNED_IN)
def contacts() -> str:
    """Whom this person calls, and the way to the numbers they keep."""
    person = current()
    waiting = [place.id if place else None for _, place in to_confirm(db(), person, now=now())]
    return render(
        "contacts/contacts.html",
        kinds=KINDS,
        found=contacts_for(db(), person),
        words=kind_words(),
        tel=tel,
        oei=OEI,
        places=[(each, waiting.count(each.department_id)) for each in _places(db(), person)],
        waiting=len(waiting),
    )


@blueprint.get("/contacts/<place>")
@access("liaison")
def contacts_kept(place: str) -> str:
    """What a department keeps, what of it has to be confirmed, and what it used to keep."""
    where = _place(db(), current(), place)
    return render(
        "contacts/kept.html",
        place=where,
        kept=kept(db(), where.department_id),
        ended=ended(db(), where.department_id),
        words=kind_words(),
        stale=lambda each: is_stale(each.confirmed, now()),
    )


@blueprint.post("/contacts/<place>/confirm")
@access("liaison")
def contacts_confirm(place: str) -> Response:
    """Say that the numbers on the page are right: those that were shown, and no others."""
    where = _place(db(), current(), place)
    shown = set(request.form.getlist("contact"))
    ids = [each.id for each in kept(db(), where.department_id) if str(each.id) in shown]
    n = service.confirm(db(), where.department_id, ids, by=current().id, now=now())
    commit()
    say(
        "success", t_of_request().count("{n} number is confirmed.", "{n} numbers are confirmed.", n)
    )
    return _to(where)


@blueprint.get("/contacts/<place>/new")
@access("liaison")
def contacts_new(place: str) -> str:
    """The form for one more contact."""
    where = _place(db(), current(), place)
    return _form_page(where, contact_form(None, where.department_id), None)


@blueprint.post("/contacts/<place>/new")
@access("liaison")
def contacts_add(place: str) -> Response | tuple[str, int]:
    """Keep one more contact."""
    where = _place(db(), current(), place)
    form = contact_form(request.form, where.department_id)
    if not form.validate():
        return _form_page(where, form, None), 422
    try:
        service.add(db(), where.department_id, entry_of(form), by=current().id, now=now())
    except Conflict:
        form.number.errors = [t("This contact is kept already.")]
        return _form_page(where, form, None), 422
    commit()
    say("success", t("The number is kept. People see it at once."))
    return _to(where)


@blueprint.get(f"/contacts/<place>/<{ID}:contact_id>")
@access("liaison")
def contacts_edit(place: str, contact_id: int) -> str:
    """The form for a contact that changed."""
    where = _place(db(), current(), place)
    contact = _contact(db(), where, contact_id)
    return _form_page(where, contact_form(None, where.department_id, contact), contact)


@blueprint.post(f"/contacts/<place>/<{ID}:contact_id>")
@access("liaison")
def contacts_change(place: str, contact_id: int) -> Response | tuple[str, int]:
    """Keep what changed; the contact as it was stays on record."""
    where = _place(db(), current(), place)
    contact = _contact(db(), where, contact_id)
    form = contact_form(request.form, where.department_id)
    if not form.validate():
        return _form_page(where, form, contact), 422
    entry = entry_of(form)
    service.change(db(), where.department_id, contact_id, entry, by=current().id, now=now())
    commit()
    say("success", t("The change is kept. People see it at once."))
    return _to(where)


@blueprint.post(f"/contacts/<place>/<{ID}:contact_id>/end")
@access("liaison")
def contacts_end(place: str, contact_id: int) -> Response:
    """Take a contact away; it stays on record."""
    where = _place(db(), current(), place)
    service.end(db(), where.department_id, contact_id, by=current().id, now=now())
    commit()
    say("success", t("The number is not shown any more."))
    return _to(where)


def _place(session: Session, person: Person, slug: str) -> Place:
    """Whose contacts are meant. Raises `NotAllowed` unless this person keeps them."""
    within = departments_of(person)
    if slug == CITY_WIDE and within is None:
        return Place(CITY_WIDE, None)
    try:
        found = department(session, slug)
    except NotFound:
        if within is None:
            raise
    else:
        if within is None or found.id in within:
            return Place(found.slug, found)
    raise NotAllowed(t("You do not look after this department."))


def _places(session: Session, person: Person) -> list[Place]:
    """Whose contacts somebody keeps, by name, the City's first."""
    within = departments_of(person)
    if within == frozenset():
        return []
    found = [Place(each.slug, each) for each in departments(session)]
    mine = [each for each in found if within is None or each.department_id in within]
    city = [Place(CITY_WIDE, None)] if within is None else []
    return city + sorted(mine, key=lambda each: each.name)


def _contact(session: Session, where: Place, contact_id: int) -> Contact:
    for each in kept(session, where.department_id):
        if each.id == contact_id:
            return each
    raise NotFound("This contact was changed or ended in the meantime.")


def _form_page(where: Place, form: Form, contact: Contact | None) -> str:
    return render(
        "contacts/form.html",
        place=where,
        form=form,
        errors=bool(form.errors or form.number.errors),
        contact=contact,
        here=address(
            "training.contacts_edit" if contact else "training.contacts_new",
            place=where.slug,
            **({"contact_id": contact.id} if contact else {}),
        ),
    )


def _to(where: Place) -> Response:
    return redirect(address("training.contacts_kept", place=where.slug), 303)
