"""What to do right now: the cards, for whoever stands at the counter, signed in or not."""

from collections.abc import Sequence

from flask import g, make_response, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from training.content.cards.card import Card, version
from training.content.cards.queries import cards
from training.content.words import fill
from training.errors import NotFound
from training.people.contacts.kinds import KINDS
from training.people.departments.queries import lineages
from training.text import LANGUAGES, translator
from training.web.access import PUBLIC, access
from training.web.blueprint import address, blueprint
from training.web.contact_words import OEI, call, filled
from training.web.identity import person_or_none
from training.web.images import addressed
from training.web.languages import language, t
from training.web.pages import ENVIRONMENT, render_bare
from training.web.state import now, state
from training.web.unit import db

FILES = ("css/now.css", "js/now.js", "icon.svg")


@blueprint.get("/now")
@access(PUBLIC)
def right_now() -> str:
    """The cards in the reader's language."""
    return _page()


@blueprint.get("/now/<spoken>")
@access(PUBLIC)
def right_now_in(spoken: str) -> str:
    """The cards in one language, whatever the reader's is. Raises `NotFound` for another."""
    if spoken not in LANGUAGES:
        raise NotFound("There is no such page.")
    g.training_t = translator(spoken)
    return _page()


@blueprint.get("/now/version")
@access(PUBLIC)
def right_now_version() -> dict[str, str]:
    """By language, what the newest cards are known by: `{"en": "3fa9…", "es": "…"}`."""
    return {each: version(cards(db(), _lineage(), each)) for each in LANGUAGES}


@blueprint.get("/now/worker.js")
@access(PUBLIC)
def right_now_worker() -> Response:
    """The script that keeps the cards for when there is no network."""
    pages = [address("training.right_now")]
    pages += [address("training.right_now_in", spoken=each) for each in LANGUAGES]
    files = [address("training.static", filename=each) for each in FILES]
    script = ENVIRONMENT.get_template("now-worker.js").render(pages=pages, files=files)
    response = make_response(script)
    response.mimetype = "text/javascript"
    response.headers["Service-Worker-Allowed"] = pages[0]
    return response


def _page() -> str:
    found = cards(db(), _lineage(), language())
    newest = version(found)
    printed = request.args.get("printed", "")
    return render_bare(
        "now.html",
        cards=[(each, _words(each)) for each in found],
        version=newest,
        printed=printed,
        is_current=printed == newest,
        of=request.args.get("of", ""),
        checked=translator(language()).moment(now(), state().config.zone),
        others=[each for each in LANGUAGES if each != language()],
    )


def _lineage() -> Sequence[str]:
    """The department for which the cards on the paper were printed, else the reader's own."""
    if of := request.args.get("of", ""):
        return next((each for each in lineages(db()).values() if each[0] == of), ())
    person = person_or_none()
    return person.lineage if person else ()


def _words(card: Card) -> Markup:
    """A card's text; whoever is not signed in is told no number of staff."""
    if not card.may_be_followed:
        return Markup("")
    person = person_or_none()
    if person is not None:
        return filled(db(), person, card.section.html)
    public = {f"contact: {kind}": Markup(t("(sign in to see the number)")) for kind in KINDS}  # noqa: S704
    public["contact: oei"] = call(OEI)
    return fill(addressed(card.section.html), public)
