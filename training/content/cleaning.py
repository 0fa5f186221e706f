"""HTML cleaned by nh3, last of all: what is not on the lists below does not leave this file."""

import re
from functools import cache

import nh3

from training.content.targets import TO_IMAGE, TO_MODULE

TAGS = {
    "a", "aside", "blockquote", "br", "code", "dd", "details", "dfn", "div", "dl", "dt", "em",
    "h2", "h3", "h4", "h5", "hr", "input", "li", "ol", "p", "pre", "section", "strong",
    "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul", "span",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "id", "lang"},
    "a": {"href", "aria-label"},
    "input": {"type", "disabled", "checked"},
    "ol": {"start"},
    "th": {"scope"},
}
SCHEMES = {"http", "https", "mailto", "tel", TO_MODULE[:-1]}
ONE_IMAGE = rf"{TO_IMAGE}[0-9a-f]{{64}}"
IMAGE_VALUES = {
    "src": re.compile(ONE_IMAGE),
    "srcset": re.compile(rf"{ONE_IMAGE} \d+w(?:, {ONE_IMAGE} \d+w)*"),
}


def clean(html: str) -> str:
    """The HTML without what may not be shown; pictures only from our own addresses."""
    cleaner = _with_pictures() if "<img " in html else _plain()
    return cleaner.clean(html).strip()


@cache
def _plain() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


@cache
def _with_pictures() -> nh3.Cleaner:
    """For texts with pictures: it looks at each value, which takes longer."""
    return nh3.Cleaner(
        tags=TAGS | {"img"},
        attributes=ATTRIBUTES
        | {"img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"}},
        attribute_filter=_only_ours,
        url_schemes=SCHEMES | {TO_IMAGE[:-1]},
        link_rel=None,
        strip_comments=True,
    )


def _only_ours(tag: str, attribute: str, value: str) -> str | None:
    """A value, unless it is a picture's address that is not one of ours."""
    known = IMAGE_VALUES.get(attribute) if tag == "img" else None
    return value if known is None or known.fullmatch(value) else None
