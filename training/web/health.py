"""Whether we are there: for the machine that watches the machine."""

from sqlalchemy import text

from training.web.access import PUBLIC, access
from training.web.blueprint import blueprint
from training.web.unit import db


@blueprint.get("/healthz")
@access(PUBLIC)
def healthz() -> dict[str, str]:
    """`{"status": "ok"}` when the database answers; otherwise a 503."""
    db().execute(text("SELECT 1"))
    return {"status": "ok"}
