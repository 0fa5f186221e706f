"""Vendored files are exactly what the maintainer script fetched, and all of them are listed."""

import hashlib
import json
import re
from pathlib import Path

from tools.vendor import trim

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "training/web/static"
BASE = {"css/uswds.css", "css/site.css"}
LISTED: dict[str, str] = json.loads((STATIC / "vendor.json").read_text("utf-8"))["sha256"]


def test_every_vendored_file_has_the_recorded_hash() -> None:
    actual = {p: hashlib.sha256((ROOT / p).read_bytes()).hexdigest() for p in LISTED}
    assert actual == LISTED


def test_no_font_image_or_test_engine_is_present_unrecorded() -> None:
    folders = [
        STATIC / "fonts",
        STATIC / "img",
        ROOT / "training/pdf/fonts",
        ROOT / "tests/web/vendor",
    ]
    found = {p.relative_to(ROOT).as_posix() for f in folders for p in f.rglob("*") if p.is_file()}
    assert found <= set(LISTED)


def test_every_file_the_styles_ask_for_is_there() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        for wanted in re.findall(r'url\("?(\.\./[^")]+)"?\)', sheet.read_text("utf-8")):
            assert (sheet.parent / wanted).is_file(), f"{sheet.name}: {wanted}"


def test_a_page_loads_at_most_64_kb_of_styles() -> None:
    sizes = {f"css/{p.name}": p.stat().st_size for p in (STATIC / "css").glob("*.css")}
    every = sum(sizes[each] for each in BASE)
    for page in (ROOT / "training/web/templates").rglob("*.html"):
        own = set(re.findall(r"css/\w+\.css", page.read_text("utf-8")))
        assert every + sum(sizes[each] for each in own - BASE) <= 65_536, page.name


def test_every_component_that_a_page_wears_has_its_styles() -> None:
    styles = "".join(p.read_text("utf-8") for p in (STATIC / "css").glob("*.css"))
    pages = "".join(p.read_text("utf-8") for p in (ROOT / "training/web").rglob("*.html"))
    worn = set(re.findall(r"\busa-[a-z_-]*[a-z](?![a-z_-]|\{)", pages))
    worn |= {f"usa-button--{each}" for each in ("big", "outline")}
    worn |= {f"usa-alert--{each}" for each in ("error", "info", "success", "warning")}
    worn |= {f"usa-{each}__label" for each in ("checkbox", "radio")}
    assert len(worn) > 20
    assert [each for each in sorted(worn) if not re.search(rf"\.{each}(?![\w-])", styles)] == []


def test_what_no_page_wears_is_left_out_of_the_styles() -> None:
    rules = ".usa-tie,.usa-button--base,.usa-button:not(.usa-button--unstyled){top:0}"
    assert trim(rules) == ".usa-tie,.usa-button:not(.usa-button--unstyled){top:0}"
    assert trim("@media print{.usa-button--base{top:0}}.usa-form-group{top:0}") == (
        ".usa-form-group{top:0}"
    )


def test_the_accessibility_engine_stays_out_of_the_package() -> None:
    assert not list((ROOT / "training").rglob("axe*"))
