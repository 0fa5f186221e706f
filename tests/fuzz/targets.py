"""What is fuzzed: everything that reads what somebody may send, each from bytes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser

from tests.content.roots import FILES, LIBRARY, SPANISH, SPANISH_QUIZ
from training.content.archive import is_zip, unpack
from training.content.checkup import Severity, check_up, waiting_for_oei
from training.content.cleaning import ATTRIBUTES, TAGS
from training.content.diff import as_text, diff_modules
from training.content.edition import Edition
from training.content.formatting import formatted
from training.content.images import TYPES, read_image, shown
from training.content.ready import show_to_everybody
from training.content.runs import words
from training.content.source import Report
from training.content.tree import tree_of
from training.credentials.wording import lead_and_rest, paragraphs
from training.errors import InputRefused

ROOT: Mapping[str, bytes] = {path: text.encode() for path, text in FILES.items()}
PLACES = {
    "module": "modules/basics/module.md",
    "translation": SPANISH,
    "supplement": LIBRARY,
    "huddle": "modules/basics/huddle.md",
    "quiz": "quizzes/basics.md",
    "quiz translation": SPANISH_QUIZ,
    "certificate": "certificates/core.md",
    "departments": "city/departments.md",
    "sources": "city/sources.md",
    "facts": "city/facts.md",
    "glossary": "city/glossary.md",
    "acts": "city/acts.md",
    "calendar": "city/calendar.md",
    "mail": "city/mail/welcome.md",
}
RUNS = re.compile(r"[\x00-\x20]*(?:java|vb)\s*script:|[\x00-\x20]*data:", re.IGNORECASE)
SUFFIXES = tuple(sorted(TYPES))


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads bytes. It may refuse them, and raise nothing else."""

    name: str
    read: Callable[[bytes], None]
    text: bool = True


def _file(path: str, raw: bytes) -> None:
    """A whole content root with these bytes as one of its files: checked, shown, compared."""
    files = {**ROOT, path: raw}
    tree = tree_of(files)
    faults = check_up(tree)
    waiting_for_oei(tree)
    for slug, module in tree.modules.items():
        show_to_everybody(slug, module)
        if module.quiz:
            _safe(Edition(slug, "", module))
        as_text(diff_modules(BEFORE.modules.get(slug), module, {}))
    for certificate in tree.certificates.values():
        paragraphs(lead_and_rest(certificate.body)[1], {"department": "Transit"})
    if not any(each.severity is Severity.ERROR for each in faults):
        assert all(len(each.sha256) == 64 for each in tree.packages)
    again = formatted(files)
    assert not formatted({**files, **again}), "formatting twice changes more"


def _safe(edition: Edition) -> None:
    for language in ("en", "es"):
        for page in edition.sections((), language):
            _Reader().feed(page.html)


class _Reader(HTMLParser):
    """Reads HTML, and fails over what may not be in it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS | {"img"}, tag
        known = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
        for key, value in attrs:
            assert tag == "img" or key in known, key
            assert not RUNS.match(value or ""), value


def _archive(raw: bytes) -> None:
    if is_zip(raw):
        unpack("sent.zip", raw)


def _picture(raw: bytes) -> None:
    """Bytes as a picture under every name."""
    for suffix in SUFFIXES:
        path = f"modules/basics/images/x.{suffix}"
        image = read_image(path, raw, Report(path))
        if image is not None:
            assert shown(image)


def _drawing(raw: bytes) -> None:
    image = read_image("x.svg", raw, Report("x.svg"))
    if image is not None:
        (made,) = shown(image)
        assert read_image("x.svg", made.raw, Report("x.svg")), "a clean drawing is clean"


def _difference(raw: bytes) -> None:
    was, _, now = raw.decode("utf-8", "replace").partition("\n\n")
    runs = words(was, now)
    assert "".join(each.text for each in runs if each.what != "new") == was
    assert "".join(each.text for each in runs if each.what != "gone") == now


def refusing(target: Target, raw: bytes) -> None:
    """Have bytes read; a refusal in plain words is an answer too."""
    try:
        target.read(raw)
    except InputRefused as refused:
        if not str(refused):
            raise ValueError("a refusal that says nothing") from refused


BEFORE = tree_of(ROOT)
TARGETS = (
    *(Target(name, partial(_file, path)) for name, path in PLACES.items()),
    Target("difference", _difference),
    Target("drawing", _drawing),
    Target("zip", _archive, text=False),
    Target("picture", _picture, text=False),
)
