"""Pictures of published modules, and the addresses they and other modules have in a text."""

import re

from flask import Response, make_response, url_for

from training.content.queries import picture
from training.content.targets import TO_IMAGE, TO_MODULE
from training.web.access import SIGNED_IN, access
from training.web.blueprint import blueprint
from training.web.unit import db

MODULE = re.compile(rf"{TO_MODULE}([a-z0-9-]+)(?:/([a-z0-9-]+))?")


@blueprint.get("/images/<sha256>")
@access(SIGNED_IN)
def image(sha256: str) -> Response:
    """A picture by the hash of its bytes, which never change."""
    kind, raw = picture(db(), sha256)
    response = make_response(raw)
    response.headers["Content-Type"] = kind
    return response


def addressed(html: str) -> str:
    """Rendered text with the addresses of its pictures and of the modules it links to."""
    if TO_IMAGE in html:
        html = html.replace(TO_IMAGE, url_for("training.image", sha256=""))
    return MODULE.sub(_module, html) if TO_MODULE in html else html


def _module(match: re.Match[str]) -> str:
    if match[2]:
        return url_for("training.section_page", module=match[1], section=match[2])
    return url_for("training.module_page", module=match[1])
