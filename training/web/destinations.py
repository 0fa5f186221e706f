"""Where to go next, and only ever to a page of ours."""

from urllib.parse import SplitResult, urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from training.web.blueprint import blueprint

NOT_PAGES = {"static", "unknown", "sign_in", "sign_in_back", "sign_out_there"}


def is_ours(path: str) -> bool:
    """Whether a path and query lead to a page of ours that can be opened."""
    parts = _split(path)
    root = request.script_root
    if parts is None or parts.scheme or parts.netloc or path.startswith("//") or "\\" in path:
        return False
    # Browsers and `urlsplit` leave out line breaks and tabs; a header cannot have them.
    if not path.isprintable() or not parts.path.startswith(root + "/"):
        return False
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return False
    try:
        endpoint, _ = adapter.match(parts.path.removeprefix(root), method="GET")
    except (HTTPException, RequestRedirect):
        return False
    package, _, name = str(endpoint).partition(".")
    return package == blueprint.name and name not in NOT_PAGES


def next_page() -> str:
    """The page that the form or the address asks for next, else My training."""
    return ours_or_home(request.form.get("next") or request.args.get("next") or "")


def ours_or_home(wanted: str) -> str:
    """A path that leads to a page of ours, else My training."""
    return wanted if is_ours(wanted) else url_for("training.home")


def this_page() -> str:
    """The page to come back to: this one, or for a post the one that it was sent from."""
    if request.method == "GET":
        return request.full_path if request.query_string else request.path
    referrer = _split(request.referrer or "")
    if referrer is None or referrer.netloc != request.host:
        return url_for("training.home")
    path = referrer.path + (f"?{referrer.query}" if referrer.query else "")
    return path if is_ours(path) else url_for("training.home")


def _split(address: str) -> SplitResult | None:
    """The parts of an address; none for what is not one, such as `http://[`."""
    try:
        return urlsplit(address)
    except ValueError:
        return None
