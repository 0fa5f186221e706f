"""How a browser sends texts in, proposes them and decides; and a zip as an author makes one."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import TODAY, Cast, grant
from tests.small_content import MODULE
from tests.web.classroom import teach
from tests.web.conftest import post, token_on
from training.db import Database
from training.people.models import Act

CHANGED = MODULE.replace("Greet people.", "Greet everybody who comes in.")
MODULE_FILE = "modules/basics/module.md"


def set_up(database: Database, folder: Path, cast: Cast) -> None:
    """The small content in force; Ada writes, Olga administers, Max reviews for the Attorney."""
    teach(database, folder, approved=False)
    with database.writing() as db:
        grant(db, cast.max, "legal")
        db.commit()


def zipped(files: Mapping[str, str]) -> bytes:
    """A zip of files by path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return out.getvalue()


def upload(
    client: FlaskClient, files: Mapping[str, str | bytes], to: str = "/content/upload"
) -> TestResponse:
    """Send files in by name."""
    page = to.removesuffix("/files")
    sent = [
        (io.BytesIO(raw.encode() if isinstance(raw, str) else raw), name)
        for name, raw in files.items()
    ]
    data = {**token_on(client, page), "files": sent}
    return client.post(to, data=data, content_type="multipart/form-data")


def drafted(client: FlaskClient, files: Mapping[str, str | bytes]) -> str:
    """The address of a draft of these files."""
    answer = upload(client, files)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def proposed(client: FlaskClient, text: str = CHANGED, *, reason: str = "Kinder words.") -> str:
    """The address of a proposal of another text of the module."""
    page = drafted(client, {"module.md": text})
    answer = propose(client, page, reason)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def propose(client: FlaskClient, page: str, reason: str) -> TestResponse:
    """Ask for the module of a draft to be published, saying as little of it as may be."""
    sent = {"slugs": "basics", "reason": reason, **labels_on(client, page)}
    return post(client, page, f"{page}/propose", **sent)


def labels_on(
    client: FlaskClient, page: str, label: str = "", reason: str = "Because.", due: str = ""
) -> dict[str, str]:
    """The fields that say what each change on a page asks; without a label, as little as may be."""
    found: dict[str, str] = {}
    for card in client.get(page).text.split('class="label-card"')[1:]:
        choices = re.findall(r'name="(c[0-9a-f]{12})-label"[^>]* value="([a-z]*)"', card)
        prefix, least = choices[0]
        chosen = label or least
        found |= {f"{prefix}-label": chosen, f"{prefix}-reason": reason}
        if chosen not in ("", "wording"):
            found[f"{prefix}-due"] = due or TODAY.isoformat()
    return found


def published(author: FlaskClient, second: FlaskClient, text: str = CHANGED) -> None:
    """Another text of the module put in force by two people."""
    page = proposed(author, text)
    answer = post(second, f"{page}/publish", f"{page}/publish")
    assert answer.status_code == 303, answer.text


def acts(database: Database, kind: str) -> list[Act]:
    """Everything of a kind that somebody asked for."""
    with database.reading() as db:
        return list(db.scalars(select(Act).where(Act.kind == kind).order_by(Act.id)))
