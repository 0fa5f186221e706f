from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.content.roots import MODULE, module, problems, tree
from training.content.edition import Edition
from training.content.images import from_manifest, in_manifest, read_image, shown
from training.content.rendering import Rendering
from training.content.source import Report
from training.content.tree import tree_of

MODULE_PATH = "modules/basics/module.md"
DESK = "modules/basics/images/desk.png"
LIBRARY = "modules/basics/departments/library.md"
SHOWN = MODULE.replace("Greet people.", "Greet people.\n\n![The desk](images/desk.png)\n\n")


def picture(kind: str = "PNG", size: tuple[int, int] = (1000, 500), **settings: object) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new(str(settings.pop("mode", "RGB")), size, "teal").save(out, kind, **settings)
    return out.getvalue()


def drawing(inside: str, attributes: str = 'viewBox="0 0 10 10"') -> bytes:
    """An SVG with something in it."""
    top = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {top} {attributes}>{inside}</svg>".encode()


def refused(path: str, raw: bytes) -> str:
    """Why a picture is refused; empty when it is not."""
    report = Report(path)
    read_image(path, raw, report)
    return "; ".join(f"{each.what} ({each.remedy})" for each in report.problems)


def page(root: Path, over: dict[str, str | bytes]) -> tuple[str, str, tuple[str, ...]]:
    view = Edition("basics", "", module(root, over)).sections((), "en")[0]
    return view.html, view.sha256, view.images


def test_a_section_shows_its_picture_and_its_hash_knows_which(tmp_path: Path) -> None:
    html, before, images = page(tmp_path, {MODULE_PATH: SHOWN, DESK: picture()})
    assert f'<img src="training-image:{images[0]}" alt="The desk" width="1000" height="500"' in html
    _, after, _ = page(tmp_path, {MODULE_PATH: SHOWN, DESK: picture(size=(1000, 501))})
    assert before != after


def test_a_picture_belongs_to_the_module_s_package(tmp_path: Path) -> None:
    over: dict[str, str | bytes] = {MODULE_PATH: SHOWN, DESK: picture()}
    package = tree(tmp_path, over).packages[0]
    assert package.files[DESK] == picture()
    assert package.images[DESK].width == 1000
    changed = tree(tmp_path, {**over, DESK: picture(size=(90, 90))}).packages[0]
    assert changed.sha256 != package.sha256


def test_a_supplement_shows_a_picture_of_its_module(tmp_path: Path) -> None:
    text = "## Desk {#desk in=before}\n\n![Our desk](../images/desk.png)\n"
    found = Edition("basics", "", module(tmp_path, {LIBRARY: text, DESK: picture()}))
    assert 'alt="Our desk"' in found.sections(("library",), "en")[0].html
    assert found.sections((), "en")[0].images == ()


def test_phones_get_narrow_ones_and_nobody_the_metadata() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    exif[0x0112] = 6  # held upright
    raw = picture("JPEG", (2400, 1200), exif=exif)
    image = read_image("x.jpg", raw, Report("x"))
    assert image is not None
    assert (image.width, image.height) == (1200, 2400)
    made = shown(image)
    assert [each.width for each in made] == [480, 960, 1200]
    assert all(b"secret" not in each.raw for each in made)
    kept = from_manifest({"images": {"x.jpg": in_manifest(image, made)}})["x.jpg"]
    text = "\ue003x.jpg\ue004A “desk” <b>\ue005"
    html = Rendering("p", "en").showing([("x.jpg", kept)]).html(text)
    assert f"training-image:{made[0].sha256} 480w" in html
    assert f'src="training-image:{made[-1].sha256}"' in html
    assert "<b>" not in html.replace('alt="A “desk” <b>"', "")


@pytest.mark.parametrize(
    ("name", "kind", "mode"),
    [("x.png", "PNG", "RGBA"), ("x.gif", "GIF", "P"), ("x.webp", "WEBP", "RGB"),
     ("x.jpg", "JPEG", "CMYK"), ("x.png", "PNG", "I;16"), ("x.png", "PNG", "1")],
)  # fmt: skip
def test_every_kind_of_picture_can_be_shown(name: str, kind: str, mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (700, 20)).save(out, kind)
    image = read_image(name, out.getvalue(), Report(name))
    assert image is not None
    made = shown(image)
    assert [each.width for each in made] == [480, 700]
    assert Image.open(BytesIO(made[-1].raw)).size == (700, 20)


def moving() -> bytes:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("x.png", b"not a picture", "not a picture that can be read"),
        ("x.png", picture()[:-60], "not a picture that can be read"),
        ("x.jpg", picture("JPEG", (800, 800))[:-400], "not a picture that can be read"),
        ("x.png", picture("JPEG"), "this is a JPEG picture under another name"),
        ("x.gif", moving(), "this picture moves"),
        ("x.png", picture(size=(6000, 4000), mode="1"), "more than 10 million pixels"),
        ("x.png", picture(size=(20_000, 20_000), mode="1"), "too many pixels"),
        ("x.png", b"\x89PNG" + b"0" * 8_000_001, "larger than 8 MB"),
        ("x.svg", b"<svg", "not a drawing that can be read"),
        ("x.svg", b"<html/>", "not an SVG drawing"),
        ("x.svg", drawing("", ""), "does not say how large it is"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_remedy(name: str, raw: bytes, why: str) -> None:
    assert why in refused(name, raw)
    assert refused(name, raw).endswith(")")


BOMB = "<!DOCTYPE svg [<!ENTITY a '1'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
) + "]>"  # fmt: skip
HOSTILE = [
    drawing("<script>alert(1)</script>"),
    drawing('<rect onload="alert(1)"/>'),
    drawing("", 'viewBox="0 0 1 1" onload="alert(1)"'),
    drawing('<foreignObject><b xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
    drawing('<image href="https://evil.example/x.png"/>'),
    drawing('<a href="javascript:alert(1)"><rect/></a>'),
    drawing('<use xlink:href="data:image/svg+xml,x#y"/>'),
    drawing('<linearGradient id="a" xlink:href="https://evil.example/#a"/>'),
    drawing('<rect fill="url(https://evil.example/x#a)"/>'),
    drawing('<rect fill="url( //evil.example/x#a)"/>'),
    drawing('<rect style="fill:url(https://evil.example)"/>'),
    drawing("<style>@import 'https://evil.example'</style>"),
    drawing("<style>rect{fill:u\\72l(https://evil.example)}</style>"),
    drawing("<animate attributeName='href' to='javascript:alert(1)'/>"),
    drawing("<set attributeName='onload' to='alert(1)'/>"),
    drawing("<style><b>x</b></style>"),
    BOMB.encode() + drawing("<text>&j;</text>"),
    b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + drawing(""),
    b'<?xml-stylesheet href="https://evil.example/x.css"?>' + drawing("<script/>"),
    drawing("<g>" * 30 + "</g>" * 30),
    drawing("<path/>" * 6_000),
]


@pytest.mark.parametrize("raw", HOSTILE)
def test_a_drawing_that_could_do_anything_is_refused(raw: bytes) -> None:
    assert refused("x.svg", raw)


def test_a_drawing_is_shown_without_what_it_says_besides() -> None:
    raw = b"<?xml version='1.0'?><?xml-stylesheet href='x.css'?><!-- by Lee -->" + drawing(
        "<title>Plan</title><style>.a{fill:#123}</style>"
        '<linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>'
        '<linearGradient id="h" xlink:href="#g"/>'
        '<path class="a" d="M0 0h9" fill="url(#g)"/><text x="1" y="2">Door</text>',
        'width="200px" height="100"',
    )
    image = read_image("x.svg", raw, Report("x.svg"))
    assert image is not None
    (made,) = shown(image)
    assert (image.width, image.height, made.type) == (200, 100, "image/svg+xml")
    assert b"Lee" not in made.raw
    assert b"stylesheet" not in made.raw
    assert b'href="#g"' in made.raw
    assert read_image("y.svg", made.raw, Report("y.svg")) is not None


IN_A_MODULE = [
    ("![](images/desk.png)", "this picture has no alternative text"),
    ("![{contact: liaison}](images/desk.png)", "nothing is filled in where a picture is described"),
    ("![Desk](images/dsk.png)", "there is no picture modules/basics/images/dsk.png; did you"),
    ("![Desk](../../../desk.png)", "the picture “../../../desk.png” is not in this content root"),
    ("![Desk](https://example.org/x.png)", "is not a file of this module; put it into"),
    ("![Desk](data:image/png;base64,AAAA)", "is not a file of this module; put it into"),
    ('![Desk](images/desk.png "Hi")', "nobody sees a picture's title"),
]


@pytest.mark.parametrize(("text", "message"), IN_A_MODULE)
def test_a_picture_that_cannot_be_shown_is_answered(
    tmp_path: Path, text: str, message: str
) -> None:
    over = {MODULE_PATH: MODULE.replace("Greet people.", text), DESK: picture()}
    said = problems(tmp_path, over)
    assert [each.startswith(f"{MODULE_PATH}:11: ") and message in each for each in said] == [True]


def test_a_refused_picture_is_told_once(tmp_path: Path) -> None:
    said = problems(tmp_path, {MODULE_PATH: SHOWN, DESK: b"x"})
    assert [each.split(": ")[0] for each in said] == [f"{DESK}:1"]


def test_a_picture_elsewhere_has_no_place() -> None:
    said = tree_of({"modules/basics/desk.png": picture(), "city/x.svg": b"<svg/>"}).reader.reports
    for path in ("modules/basics/desk.png", "city/x.svg"):
        assert said[path].problems[0].what == "this picture has no place"
