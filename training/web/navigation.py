"""What stands in the menu for whom."""

from flask import request

from training.people.queries import Person
from training.text import Translator
from training.web.blueprint import address

Entry = tuple[str, str, bool]


def navigation(t: Translator, person: Person | None) -> list[Entry]:
    """Label, address and whether it is the page one is on; nothing for people not signed in."""
    if person is None:
        return []
    entries = [(t("My training"), "training.home")]
    return [(label, address(endpoint), request.endpoint == endpoint) for label, endpoint in entries]
