"""HTML of canonical Markdown: Python-Markdown renders, nh3 cleans what comes out, last."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape, unescape
from threading import local

from markdown import Markdown

from training.content.canonical import CALLOUT_SIGN, NOTE, PICTURE
from training.content.cleaning import clean
from training.content.glossary import Term
from training.content.images import ImageFile
from training.content.marking import marked
from training.content.sources import Entry
from training.content.targets import TO_IMAGE, target_of

EXTENSIONS = (
    "pymdownx.quotes",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.saneheaders",
    "pymdownx.tasklist",
    "smarty",
    "sane_lists",
    "tables",
    "def_list",
)
CONFIGURATION: dict[str, dict[str, object]] = {
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.superfences": {"disable_indented_code_blocks": True},
    "pymdownx.highlight": {"use_pygments": False},
}
WORDS = {
    "en": {
        "NOTE": "Note",
        "TIP": "Tip",
        "IMPORTANT": "Important",
        "WARNING": "Warning",
        "CAUTION": "Caution",
        "pending": "Not settled yet",
        "sources": "Sources",
        "source": "Source",
        "words": "Words on this page",
        "review": "The City Attorney has yet to review this.",
        "unseen": "Widely known, but we have not seen a document that says so.",
        "unclear": "Unclear or conflicting. It is checked again before anyone relies on it.",
    },
    "es": {
        "NOTE": "Nota",
        "TIP": "Consejo",
        "IMPORTANT": "Importante",
        "WARNING": "Advertencia",
        "CAUTION": "Precaución",
        "pending": "Aún sin resolver",
        "sources": "Fuentes",
        "source": "Fuente",
        "words": "Palabras de esta página",
        "review": "La Procuraduría de la Ciudad aún tiene que revisar esto.",
        "unseen": "Es bien sabido, pero no hemos visto un documento que lo diga.",
        "unclear": "Poco claro o contradictorio. Se revisa otra vez antes de confiar en ello.",
    },
}
HEADING = re.compile(r"<(/?)h([3-6])\b")
OUTER_PARAGRAPH = re.compile(r"^<p>((?:(?!</?p>).)*)</p>$", re.DOTALL)
ADDRESS = re.compile(r'<a href="(?![a-z][a-z0-9+.-]*:)([^"]*)"', re.IGNORECASE)
IMAGE_NUMBER = re.compile("\ue003(\\d+)\ue004")
SIZES = "(min-width: 44rem) 40rem, 100vw"
"""How wide a picture is shown at most, so that a phone fetches a narrow one."""
SHORT = 600
_thread = local()


def _markdown() -> Markdown:
    """This thread's own engine: Python-Markdown keeps state while it works."""
    if not hasattr(_thread, "engine"):
        _thread.engine = Markdown(
            extensions=list(EXTENSIONS), extension_configs=CONFIGURATION, tab_length=4
        )
    engine: Markdown = _thread.engine
    return engine.reset()


def _converted(text: str) -> str:
    """HTML of Markdown, headings one level up; short texts, such as sources, come again."""
    return _convert_short(text) if len(text) <= SHORT else _convert(text)


def _convert(text: str) -> str:
    return HEADING.sub(lambda m: f"<{m[1]}h{int(m[2]) - 1}", _markdown().convert(text))


_convert_short = lru_cache(maxsize=4_096)(_convert)


def forget() -> None:
    """Forget what was rendered before, so that the next takes as long as after a start."""
    _convert_short.cache_clear()
    _thread.__dict__.pop("engine", None)


def _words(language: str) -> Mapping[str, str]:
    return WORDS.get(language, WORDS["en"])


class Rendering:
    """One page or question: its texts share footnote numbers, and ids prefixed by `prefix`."""

    def __init__(self, prefix: str, language: str) -> None:
        self._prefix = prefix
        self._language = language
        self._entries: Mapping[str, Entry] = {}
        self._numbers: dict[Entry, int] = {}
        self._path = ""
        self._images: Mapping[str, ImageFile] = {}
        self._terms: dict[Term, int] = {}
        self._marked: set[Term] = set()

    def citing(self, entries: Iterable[tuple[str, Entry]]) -> "Rendering":
        """The same page, its next texts' labels meaning these entries: each file has its own."""
        self._entries = dict(entries)
        return self

    def showing(
        self,
        images: Iterable[tuple[str, ImageFile]],
        *,
        path: str = "",
        terms: Iterable[Term] = (),
    ) -> "Rendering":
        """The same page, its next texts from the file at `path`, showing these pictures and terms.

        Each term is marked where it is used first.
        """
        self._images, self._path = dict(images), path
        for each in terms:
            self._terms.setdefault(each, len(self._terms) + 1)
        return self

    def html(self, text: str) -> str:
        """Blocks of HTML, clean; `{words}` are still to be filled in."""
        return clean(self._mark(self._raw(text)))

    def line(self, text: str) -> str:
        """HTML without a paragraph around it when there is only one, clean."""
        html = self._raw(text).strip()
        match = OUTER_PARAGRAPH.match(html)
        return clean(match[1] if match else html)

    def fold(self, title: str, text: str) -> str:
        """A `More` that opens on demand."""
        return clean(
            f'<details class="more"><summary>{self.line(title)}</summary>'
            f'<div class="more-body">{self._mark(self._raw(text))}</div></details>'
        )

    def words(self) -> str:
        """What the terms mean, folded; nothing when there are none."""
        if not self._terms:
            return ""
        rows = "".join(
            f'<dt id="word-{self._prefix}-{number}"><dfn>{self.line(term.name)}</dfn></dt>'
            f"<dd>{self.line(term.meaning)}</dd>"
            for term, number in self._terms.items()
        )
        label = f"{_words(self._language)['words']} ({len(self._terms)})"
        return clean(
            f'<details class="more words"><summary>{label}</summary>'
            f'<div class="more-body"><dl>{rows}</dl></div></details>'
        )

    def sources(self) -> str:
        """What was cited so far, folded; nothing when nothing was."""
        if not self._numbers:
            return ""
        rows = "".join(
            f'<li id="source-{self._prefix}-{number}">{self._entry(entry)}</li>'
            for entry, number in self._numbers.items()
        )
        label = f"{_words(self._language)['sources']} ({len(self._numbers)})"
        return clean(
            f'<details class="sources"><summary>{label}</summary><ol>{rows}</ol></details>'
        )

    def _raw(self, text: str) -> str:
        words = _words(self._language)

        def callout(match: re.Match[str]) -> str:
            kind = match[1].lower()
            if match[2]:
                return f"[!{kind} | pending] {words['pending']}"
            return f"[!{kind}] {words.get(match[1], match[1])}"

        shown: list[str] = []

        def picture(match: re.Match[str]) -> str:
            shown.append(self._image(unescape(match[1]), unescape(match[2])))
            return f"\ue003{len(shown) - 1}\ue004"

        text = PICTURE.sub(picture, text)
        html = _converted(CALLOUT_SIGN.sub(callout, text))
        html = ADDRESS.sub(self._address, html)
        html = IMAGE_NUMBER.sub(lambda match: shown[int(match[1])], html)
        return NOTE.sub(lambda match: self._note(unescape(match[1])), html)

    def _address(self, match: re.Match[str]) -> str:
        target = target_of(self._path, unescape(match[1]))
        return f'<a href="{target.address}"' if target else "<a"

    def _image(self, file: str, words: str) -> str:
        image = self._images.get(file)
        if image is None:
            return escape(words)
        srcset = ", ".join(f"{TO_IMAGE}{sha} {width}w" for width, sha in image.widths.items())
        several = f' srcset="{srcset}" sizes="{SIZES}"' if len(image.widths) > 1 else ""
        main = image.widths[max(image.widths)] if image.widths else image.sha256
        return (
            f'<img src="{TO_IMAGE}{main}" alt="{escape(words)}" width="{image.width}" '
            f'height="{image.height}" loading="lazy"{several}>'
        )

    def _mark(self, html: str) -> str:
        """The first use of each term made a link to what it means."""
        wanted = {each: at for each, at in self._terms.items() if each not in self._marked}
        if not wanted:
            return html
        html, found = marked(html, wanted, f"word-{self._prefix}-")
        self._marked |= found
        return html

    def _note(self, label: str) -> str:
        entry = self._entries.get(label)
        if entry is None:
            return ""
        number = self._numbers.setdefault(entry, len(self._numbers) + 1)
        spoken = f"{_words(self._language)['source']} {number}"
        return (
            f'<sup class="source"><a href="#source-{escape(self._prefix)}-{number}" '
            f'aria-label="{spoken}">{number}</a></sup>'
        )

    def _entry(self, entry: Entry) -> str:
        words = _words(self._language)
        texts = " ".join(
            f"<p>{self.line(text)}</p>" if len(entry.texts) > 1 else self.line(text)
            for text in entry.texts
        )
        cautions = "".join(
            f'<p class="caution">⚖ {words[each]}</p>'
            if each == "review"
            else f'<p class="caution">{words[each]}</p>'
            for each in entry.cautions
        )
        if texts and self._language != "en":
            texts = f'<div lang="en">{texts}</div>'
        return texts + cautions


def title_text(text: str) -> str:
    """A title as plain text with typographic quotes, for a template that escapes it."""
    html = Rendering("title", "en").line(text)
    return unescape(re.sub(r"<[^>]+>", "", html))
