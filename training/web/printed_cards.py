"""The cards on paper: for somebody's pocket, or for the wall of a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import make_response, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from training.content.cards.card import version
from training.content.cards.printed import FORMS, Sheet, print_cards
from training.content.cards.queries import cards
from training.content.words import fill
from training.errors import NotFound, NotReady
from training.people.contacts.kinds import KINDS
from training.people.contacts.queries import Listed, contacts_of
from training.people.departments.queries import departments, lineage_of
from training.people.models import Department
from training.text import LANGUAGES, Translator, translator
from training.web.access import SIGNED_IN, access, departments_of
from training.web.blueprint import address, blueprint
from training.web.contact_words import OEI
from training.web.identity import current
from training.web.languages import language
from training.web.pages import render
from training.web.publishing.beside import language_names
from training.web.state import now, state, today
from training.web.unit import db

LONGEST_SITE = 60


@blueprint.get("/cards")
@access(SIGNED_IN)
def printed_cards() -> str:
    """What to print: in which form and language, and for which place."""
    mine = _mine()
    found = cards(db(), lineage_of(db(), mine[0].id), language()) if mine else []
    return render(
        "cards.html",
        places=[(each.slug, each.name(language())) for each in mine],
        languages=list(language_names().items()),
        pending=[each.section.title for each in found if not each.may_be_followed],
        none=not found,
        longest=LONGEST_SITE,
    )


@blueprint.get("/cards.pdf")
@access(SIGNED_IN)
def printed_cards_file() -> Response:
    """The sheet. Raises `NotFound` for a department, form or language that is not to be had."""
    form = FORMS.get(request.args.get("form", "pocket"))
    code = request.args.get("language", language())
    mine = {each.slug: each for each in _mine()}
    place = mine.get(request.args.get("department", "") or next(iter(mine), ""))
    if form is None or code not in LANGUAGES or place is None:
        raise NotFound("There is no such sheet.")
    if not state().config.public_url:
        raise NotReady("No cards can be printed yet: our public address is not set.")
    lineage = lineage_of(db(), place.id)
    found = cards(db(), lineage, code)
    site = " ".join(request.args.get("site", "").split())[:LONGEST_SITE]
    link = address("training.right_now_in", spoken=code, printed=version(found), of=place.slug)
    sheet = Sheet(
        city=state().config.city,
        place=", ".join(each for each in (place.name(code), site) if each),
        printed=today(),
        address=state().config.link(link),
        short=state().config.link(address("training.right_now")).partition("//")[2],
    )
    words = _Words(translator(code), contacts_of(db(), place.id, now=now(), today=today()))
    response = make_response(print_cards(found, sheet, form, words.t, words.fill))
    response.mimetype = "application/pdf"
    name = f"{request.args.get('form', 'pocket')}-{place.slug}-{code}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _mine() -> list[Department]:
    """The departments whose cards somebody may print: their own first, then those they keep."""
    person, kept = current(), departments_of(current())
    everywhere = departments(db()) if kept is None else []
    ids = {person.department_id} if kept is None else {person.department_id, *kept}
    some = [department_of for each in ids if each and (department_of := db().get(Department, each))]
    found = {each.id: each for each in (*some, *everywhere)}
    own = [found[person.department_id]] if person.department_id in found else []
    rest = sorted(found.values(), key=lambda each: each.name(language()))
    return list(dict.fromkeys((*own, *rest)))


@dataclass(frozen=True, slots=True)
class _Words:
    """Names and numbers as they stand on paper."""

    t: Translator
    kept: Mapping[str, Sequence[Listed]]

    def fill(self, html: str) -> str:
        """A card with the words in it."""
        return fill(html, {f"contact: {kind}": self._said(kind) for kind in KINDS})

    def _said(self, kind: str) -> Markup:
        kept = self.kept.get(kind, ())
        if not kept:
            oei = self.t("Office of Equity and Inclusion")
            return Markup("{}, {}").format(oei, OEI)
        said = Markup(", ").join(filter(None, (kept[0].name, kept[0].number)))
        invented = bool(kept[0].number) and state().config.demonstration
        return said + f" ({self.t('an invented number')})" if invented else said
