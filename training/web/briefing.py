"""A module's five-minute briefing: one page for whoever reads it out where people stand."""

from training.content.holds.queries import holds_in_force
from training.content.queries import in_force, module_edition
from training.errors import NotFound
from training.web.access import SIGNED_IN, access
from training.web.blueprint import blueprint
from training.web.contact_words import filled
from training.web.identity import current
from training.web.languages import language
from training.web.pages import render
from training.web.reading import is_pilot
from training.web.unit import db


@blueprint.get("/modules/<module>/briefing")
@access(SIGNED_IN)
def briefing(module: str) -> str:
    """The briefing of the text in force. Raises `NotFound` where a module has none.

    While any section of the module is on hold nothing of it is shown: it may say what they say.
    """
    revision = in_force(db(), "module", module)
    edition = module_edition(db(), revision) if revision else None
    huddle = edition.huddle(language()) if edition else None
    if revision is None or edition is None or huddle is None:
        raise NotFound("This module has no briefing.")
    held = bool(holds_in_force(db(), module))
    return render(
        "briefing.html",
        module=module,
        module_title=edition.title(language()),
        huddle=huddle,
        held=held,
        html="" if held else filled(db(), current(), huddle.html),
        revision=revision,
        pilot=is_pilot(db(), revision, language()),
    )
