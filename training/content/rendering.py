"""HTML of canonical Markdown: Python-Markdown renders, nh3 cleans what comes out, last."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape, unescape
from threading import local

import nh3
from markdown import Markdown

from training.content.canonical import CALLOUT_SIGN, NOTE
from training.content.sources import Entry

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
        "review": "La Procuraduría de la Ciudad aún tiene que revisar esto.",
        "unseen": "Es bien sabido, pero no hemos visto un documento que lo diga.",
        "unclear": "Poco claro o contradictorio. Se revisa otra vez antes de confiar en ello.",
    },
}
TAGS = {
    "a", "aside", "blockquote", "br", "code", "dd", "details", "div", "dl", "dt", "em", "h2", "h3",
    "h4", "h5", "hr", "input", "li", "ol", "p", "pre", "section", "strong", "summary", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul", "span",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "id", "lang"},
    "a": {"href", "aria-label"},
    "input": {"type", "disabled", "checked"},
    "ol": {"start"},
    "th": {"scope"},
}
HEADING = re.compile(r"<(/?)h([3-6])\b")
OUTER_PARAGRAPH = re.compile(r"^<p>((?:(?!</?p>).)*)</p>$", re.DOTALL)
_thread = local()


def _markdown() -> Markdown:
    """This thread's own engine: Python-Markdown keeps state while it works."""
    if not hasattr(_thread, "engine"):
        _thread.engine = Markdown(
            extensions=list(EXTENSIONS), extension_configs=CONFIGURATION, tab_length=4
        )
    engine: Markdown = _thread.engine
    return engine.reset()


def _words(language: str) -> Mapping[str, str]:
    return WORDS.get(language, WORDS["en"])


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )


class Rendering:
    """One page or question: its texts share footnote numbers, and ids prefixed by `prefix`."""

    def __init__(self, prefix: str, language: str) -> None:
        self._prefix = prefix
        self._language = language
        self._entries: Mapping[str, Entry] = {}
        self._numbers: dict[Entry, int] = {}

    def citing(self, entries: Iterable[tuple[str, Entry]]) -> "Rendering":
        """The same page, its next texts' labels meaning these entries: each file has its own."""
        self._entries = dict(entries)
        return self

    def html(self, text: str) -> str:
        """Blocks of HTML, clean; `{words}` are still to be filled in."""
        return self._clean(self._raw(text))

    def line(self, text: str) -> str:
        """HTML without a paragraph around it when there is only one, clean."""
        html = self._raw(text).strip()
        match = OUTER_PARAGRAPH.match(html)
        return self._clean(match[1] if match else html)

    def fold(self, title: str, text: str) -> str:
        """A `More` that opens on demand."""
        return self._clean(
            f'<details class="more"><summary>{self.line(title)}</summary>'
            f'<div class="more-body">{self._raw(text)}</div></details>'
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
        return self._clean(
            f'<details class="sources"><summary>{label}</summary><ol>{rows}</ol></details>'
        )

    def _raw(self, text: str) -> str:
        words = _words(self._language)

        def callout(match: re.Match[str]) -> str:
            kind = match[1].lower()
            if match[2]:
                return f"[!{kind} | pending] {words['pending']}"
            return f"[!{kind}] {words[match[1]]}"

        html = _markdown().convert(CALLOUT_SIGN.sub(callout, text))
        html = HEADING.sub(lambda m: f"<{m[1]}h{int(m[2]) - 1}", html)
        return NOTE.sub(lambda match: self._note(unescape(match[1])), html)

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

    def _clean(self, html: str) -> str:
        return _cleaner().clean(html).strip()


def title_text(text: str) -> str:
    """A title as plain text with typographic quotes, for a template that escapes it."""
    html = Rendering("title", "en").line(text)
    return unescape(re.sub(r"<[^>]+>", "", html))
