"""My training: what to do next, what is done."""

from training.web.access import SIGNED_IN, access
from training.web.blueprint import blueprint
from training.web.pages import render


@blueprint.get("/")
@access(SIGNED_IN)
def home() -> str:
    """What this person has to do."""
    return render("home.html")
