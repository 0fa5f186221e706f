"""What is said for an address below ours that nobody knows."""

from typing import NoReturn

from flask import current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from training.web.access import PUBLIC, access

METHODS = ("GET", "POST")


@access(PUBLIC)
def unknown(path: str) -> NoReturn:  # noqa: ARG001  (the address itself is asked)
    """A 404, or a 405 where the address answers to another method."""
    known = [each for each in METHODS if _answers(each)]
    raise MethodNotAllowed(known) if known else NotFound


def _answers(method: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return False
    try:
        endpoint, _ = adapter.match(method=method)
    except (HTTPException, RequestRedirect):
        return False
    return bool(endpoint != request.endpoint)
