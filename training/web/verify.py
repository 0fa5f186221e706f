"""Whether a certificate is one of ours, for whoever holds its paper or its code.

It says nothing that its paper does not say, and of a number that is none of ours always the same.
"""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from flask import make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import Form, StringField
from wtforms.validators import DataRequired, Length

from training.content.edition import headings_changed
from training.content.queries import Published, edition_by_hash, published_modules
from training.credentials.facts import (
    SHORT,
    CertificateFacts,
    ModuleFacts,
    facts_sha256,
    said,
)
from training.credentials.queries import Checked, checked
from training.web import tries, unit
from training.web.access import PUBLIC, access
from training.web.blueprint import address, blueprint
from training.web.languages import language, t
from training.web.pages import render
from training.web.state import today
from training.web.unit import db, only_look

KIND = "verify"
"""What a wrong number is counted as, so that nobody tries a hundred thousand."""
MOST_LETTERS = 200
LETTERS = {ord("ł"): "l", ord("đ"): "d", ord("ø"): "o", ord("ʼ"): ""}


@dataclass(frozen=True, slots=True)
class Basis:
    """A module that was completed, and the revision of it that is in force now."""

    facts: ModuleFacts
    title: str
    newer: Published | None
    withdrawn: bool
    changed: tuple[str, ...]
    """The titles of the pages that everybody reads and that say something else by now."""


@blueprint.get("/verify")
@access(PUBLIC)
def verify_any() -> Response | str:
    """Where somebody types the number that stands on a certificate."""
    typed = request.args.get("serial", "").strip()
    if typed:
        return redirect(address("training.verify", serial=typed[:MOST_LETTERS]), 303)
    return _ask()


@blueprint.get("/verify/<serial>")
@access(PUBLIC)
def verify(serial: str) -> Response | str:
    """Valid or not, whose, for what, since when, and on which exact text.

    Of a newer certificate in its place it says that there is one, and no more.
    """
    found = _found(serial)
    return _page(found) if found else _not_ours()


@blueprint.post("/verify/<serial>")
@access(PUBLIC)
def verify_name(serial: str) -> Response | str:
    """Whether the name on a paper is the one that the certificate was issued to."""
    only_look()
    found = _found(serial)
    if found is None:
        return _not_ours()
    form = _name_form()
    matches = None
    if form.validate():
        facts = CertificateFacts.from_dict(found.credential.facts)
        matches = plain(form.name.data) == plain(facts.name)
    return _page(found, form, matches=matches)


def plain(name: str) -> str:
    """A name without what two people type differently: case, accents, spaces, kinds of dashes."""
    # These letters are no base letter with a mark, so that taking marks off leaves them.
    letters = name.casefold().translate(LETTERS)
    apart = unicodedata.normalize("NFKD", letters)
    return "".join(each for each in apart if each.isalnum())


def _number_form() -> Form:
    class NumberForm(Form):  # type: ignore[misc]
        serial = StringField(
            t("The number on the certificate"),
            description=t("Such as K7QM-4XRT-9PWC-HJ3F-TDKN. Capitals and dashes do not matter."),
            render_kw={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": 60,
            },
        )

    return NumberForm(request.args)


def _name_form() -> Form:
    class NameForm(Form):  # type: ignore[misc]
        name = StringField(
            t("The name on the paper"),
            [DataRequired(t("Type the name as it stands on the paper.")), Length(max=MOST_LETTERS)],
            description=t("Capitals and accents do not matter."),
            render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": MOST_LETTERS},
        )

    return NameForm(request.form)


def _found(serial: str) -> Checked | None:
    """The certificate, unless its facts are not those that were issued."""
    found = checked(db(), serial)
    if found and facts_sha256(found.credential.facts) == found.credential.facts_sha256:
        return found
    return None


def _page(found: Checked, form: Form | None = None, *, matches: bool | None = None) -> str:
    facts = CertificateFacts.from_dict(found.credential.facts)
    modules = basis_of(db(), facts)
    return render(
        "verify.html",
        facts=facts,
        serial=facts.serial,
        title=said(facts.title, language()),
        department=said(facts.department, language()),
        state=_state(found, facts, modules),
        revoked=found.revoked,
        files=found.files,
        modules=modules,
        form=form or _name_form(),
        matches=matches,
    )


def _state(found: Checked, facts: CertificateFacts, modules: list[Basis]) -> str:
    """The one word for it: the first of these that holds."""
    states = {
        "revoked": found.revoked is not None,
        "replaced": found.replaced,
        "expired": facts.expires is not None and facts.expires < today(),
        "pilot": facts.pilot,
        "superseded": any(each.newer or each.withdrawn for each in modules),
    }
    return next((word for word, holds in states.items() if holds), "valid")


def basis_of(db: Session, facts: CertificateFacts) -> list[Basis]:
    """The modules behind a certificate, each held against what is in force today.

    One statement, and one more for a text that this process has not read yet.
    """
    published = published_modules(db, [each.slug for each in facts.modules])
    return [_basis(db, each, published[each.slug]) for each in facts.modules]


def _basis(db: Session, module: ModuleFacts, published: list[Published]) -> Basis:
    title = said(module.title, language())
    now = published[-1] if published else None
    if now is None or now.sha256[:SHORT] == module.sha256:
        return Basis(module, title, None, now is None, ())
    was = next((each for each in published if each.number == module.revision), None)
    changed: tuple[str, ...] = ()
    if was is not None:
        then, today_s = (edition_by_hash(db, each.id, each.sha256) for each in (was, now))
        changed = headings_changed(then, today_s, language())
    return Basis(module, title, now, withdrawn=False, changed=changed)


def _waiting(wait: timedelta) -> str:
    return _ask(wait=tries.words_to_wait(wait))


def _not_ours() -> Response:
    unit.close()
    if wait := tries.count(KIND):
        return tries.later(_waiting(wait), wait)
    return make_response(_ask(missing=True), 404)


def _ask(*, wait: str = "", missing: bool = False) -> str:
    """Where a number is typed; why it is asked for again says nothing of the number."""
    return render("verify_any.html", form=_number_form(), wait=wait, missing=missing)
