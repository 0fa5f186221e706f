"""Pictures and links between modules on a page people read."""

import re
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests.cast import NOW
from tests.small_content import MODULE, write_root
from tests.web.conftest import SignIn, post
from training.content.queries import in_force
from training.db import Database
from training.flows.publish import publish_tree

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">
<path d="M0 0h20v10z" fill="#123"/></svg>"""
SHOWN = """

![The *front* desk, with a sign](images/desk.jpg)

![A plan](images/plan.svg) See [what comes after](#after) or [all of it](module.md).
"""


def photo(width: int = 1200, height: int = 800) -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def teach(database: Database, folder: Path) -> None:
    """Publish a module that shows a photo and a drawing."""
    module = MODULE.replace("## After", f"{SHOWN}\n## After", 1)
    root = write_root(folder / "root", module=module)
    images = root / "modules/basics/images"
    images.mkdir()
    (images / "desk.jpg").write_bytes(photo())
    (images / "plan.svg").write_text(DRAWING, "utf-8")
    with database.writing() as db:
        publish_tree(db, root, by=None, now=NOW)
        db.commit()


def page_of(client: FlaskClient) -> str:
    """The page with the pictures."""
    post(client, "/modules/basics", "/modules/basics/start")
    return client.get("/modules/basics/read/before").text


def test_a_picture_is_shown_in_the_width_that_suits_and_without_its_metadata(
    app: Flask, database: Database, sign_in: SignIn, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    page = page_of(lee)
    shown = re.search(r'<img src="(/images/[0-9a-f]{64})" alt="The front desk, with a sign"', page)
    assert shown is not None, page
    widths = dict(re.findall(r"(/images/[0-9a-f]{64}) (\d+)w", page))
    assert sorted(widths.values()) == ["1200", "480", "960"]
    for address, width in widths.items():
        answer = lee.get(address)
        assert answer.mimetype == "image/jpeg"
        assert b"SECRETPLACE" not in answer.data
        assert Image.open(BytesIO(answer.data)).width == int(width)
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_drawing_opened_by_itself_can_do_nothing(
    app: Flask, database: Database, sign_in: SignIn, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    address = re.search(r'<img src="(/images/[0-9a-f]{64})" alt="A plan"', page_of(lee))
    assert address is not None
    answer = lee.get(address[1])
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_links_to_other_pages_lead_there(
    app: Flask, database: Database, sign_in: SignIn, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    page = page_of(sign_in("1002"))
    assert '<a href="/modules/basics/read/after">what comes after</a>' in page
    assert '<a href="/modules/basics">all of it</a>' in page


def test_only_what_a_published_module_shows_is_served(
    app: Flask, database: Database, sign_in: SignIn, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    stranger, lee = app.test_client(), sign_in("1002")
    page = page_of(lee)
    served = re.findall(r"/images/([0-9a-f]{64})", page)
    with database.session(write=False) as db:
        revision = in_force(db, "module", "basics")
        assert revision is not None
        original = revision.manifest["images"]["modules/basics/images/desk.jpg"]["sha256"]
        text = revision.manifest["files"]["modules/basics/module.md"]
    assert original not in served
    for secret in (original, text, "0" * 64, "%", "x"):
        assert lee.get(f"/images/{secret}").status_code == 404
    assert stranger.get(f"/images/{served[0]}").status_code in (302, 303, 401)
