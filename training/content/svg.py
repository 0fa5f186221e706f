"""Drawings (SVG) by a strict list of what they may hold: shapes, text and colours, nothing else."""

import re
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from training.content.source import Report

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
MOST_BYTES = 500_000
MOST_ELEMENTS = 5_000
MOST_DEPTH = 20
MOST_SIDE = 10_000

ELEMENTS = frozenset(
    "circle clipPath defs desc ellipse g line linearGradient marker path polygon polyline "
    "radialGradient rect stop style svg text title tspan".split()
)
ATTRIBUTES = frozenset(
    "class clip-path clip-rule clipPathUnits color cx cy d dominant-baseline dx dy "
    "enable-background fill fill-opacity fill-rule font-family font-size font-style font-weight "
    "fr fx fy gradientTransform gradientUnits height href id letter-spacing marker-end marker-mid "
    "marker-start markerHeight markerUnits markerWidth offset opacity orient paint-order "
    "pathLength points preserveAspectRatio r refX refY role rotate rx ry spreadMethod stop-color "
    "stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width style text-anchor text-decoration textLength "
    "transform vector-effect version viewBox visibility width word-spacing x x1 x2 y y1 y2 "
    "{http://www.w3.org/XML/1998/namespace}space {http://www.w3.org/XML/1998/namespace}lang "
    "aria-hidden aria-label aria-labelledby".split()
)
ADDRESS = re.compile(r"url\(\s*['\"]?(?!#)|@|\\|expression|javascript:|data:|//", re.IGNORECASE)
"""What a value or style must not hold: an address outside, an import, an escape hiding either."""
NUMBER = re.compile(r"^\s*(\d{1,5}(?:\.\d+)?)\s*(?:px)?\s*$")
PLAIN = "in the drawing program, export it again as “plain SVG”, or use a PNG"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that may be shown, written anew without comments; its size is in pixels."""

    width: int
    height: int
    clean: bytes


def read_drawing(raw: bytes, report: Report) -> Drawing | None:
    """The drawing, or none when it is refused; the report says why."""
    if len(raw) > MOST_BYTES:
        report.add(1, f"this drawing is larger than {MOST_BYTES // 1000} kB", "use a PNG")
        return None
    found = len(report.problems)
    root = _parse(raw, report)
    size = _size(root, report) if root is not None else None
    if root is None or size is None or len(report.problems) > found:
        return None
    _clean(root)
    root.set("xmlns", SVG[1:-1])
    return Drawing(*size, tostring(root, encoding="utf-8"))


def _parse(raw: bytes, report: Report) -> Element | None:
    """The root, checked as it is read, so that a bomb is refused before it is whole."""
    root: Element | None = None
    depth = count = 0
    try:
        for event, element in iterparse(BytesIO(raw), events=("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                _check(element, report)
                continue
            root = element if root is None else root
            depth, count = depth + 1, count + 1
            if depth > MOST_DEPTH or count > MOST_ELEMENTS:
                report.add(1, "this drawing has too many parts", "simplify it, or use a PNG")
                return None
            if len(report.problems) > 20:
                return None
    except DefusedXmlException:
        report.add(1, "this drawing declares a document type or entities", PLAIN)
        return None
    except (ParseError, ValueError, LookupError):
        report.add(1, "this file is not a drawing that can be read", "export it again")
        return None
    if root is None or root.tag != SVG + "svg":
        report.add(1, "this file is not an SVG drawing", "export it again")
        return None
    return root


def _check(element: Element, report: Report) -> None:
    tag = _local(element.tag)
    if not element.tag.startswith(SVG) or tag not in ELEMENTS:
        report.add(1, f"a drawing cannot hold “{tag}”", PLAIN)
    if tag == "style" and ADDRESS.search(element.text or ""):
        report.add(1, "the drawing's style leads outside of it", PLAIN)
    for key, value in element.attrib.items():
        name = key.removeprefix(XLINK)
        if name not in ATTRIBUTES:
            report.add(1, f"a drawing cannot hold “{_local(key)}=”", PLAIN)
        elif name == "href" and not value.startswith("#"):
            report.add(1, "the drawing leads outside of it", PLAIN)
        elif name != "href" and ADDRESS.search(value):
            report.add(1, f"“{_local(key)}=” in the drawing leads outside of it", PLAIN)


def _local(name: str) -> str:
    return name.rpartition("}")[2][:40]


def _size(root: Element, report: Report) -> tuple[int, int] | None:
    given = [NUMBER.match(root.get(key, "")) for key in ("width", "height")]
    box = [NUMBER.match(each) for each in re.split(r"[\s,]+", root.get("viewBox", ""))[2:4]]
    sides = given if all(given) else box
    numbers = [float(each[1]) for each in sides if each]
    if len(numbers) == 2 and all(0 < each <= MOST_SIDE for each in numbers):
        return max(1, round(numbers[0])), max(1, round(numbers[1]))
    report.add(1, "the drawing does not say how large it is", "export it with a viewBox")
    return None


def _clean(root: Element) -> None:
    """Names without their namespaces: there is one only, and it is written at the top."""
    for element in root.iter():
        element.tag = _local(element.tag)
        for key in [each for each in element.attrib if each.startswith(XLINK)]:
            element.set(key.removeprefix(XLINK), element.attrib.pop(key))
