"""The one blueprint that every view joins, with its own static files."""

from pathlib import Path
from typing import Any

from flask import Blueprint, g, request, url_for

from training.web.versions import version

YEAR = 31_536_000
ID = f"int(max={2**63 - 1})"
"""The converter of an address's part that is an id: a larger number is no row's."""
DAY = 86_400


class Pages(Blueprint):
    """A blueprint whose static files are kept long without following the host's setting."""

    def get_send_file_max_age(self, filename: str | None) -> int:
        """Seconds: a year for an address that carries the file's version, else a day."""
        return YEAR if request.args.get("v") else DAY


STATIC = "training.static"
STATIC_FOLDER = Path(__file__).parent / "static"
blueprint = Pages(
    "training",
    "training.web",
    root_path=str(Path(__file__).parent),
    static_folder="static",
    static_url_path="/assets",
)


def address(endpoint: str, **values: Any) -> str:
    """The address of a view; that of a style, script or picture carries its version."""
    if endpoint == STATIC:
        name = str(values["filename"])
        return static_folder_address() + name + version(STATIC_FOLDER / name)
    return url_for(endpoint, **values)


def static_folder_address() -> str:
    """Where this app's copy of our static files begins; asked a dozen times a page."""
    if "training_static" not in g:
        g.training_static = url_for(STATIC, filename="")
    return str(g.training_static)
