"""Rendered text as plain paragraphs, to lay two of them beside each other."""

from html.parser import HTMLParser

BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dt", "summary", "blockquote", "pre"}
    | {"ul", "ol", "table", "details", "div", "dl", "figure", "figcaption"}
)
"""What stands in lines of its own."""
CELLS = frozenset({"td", "th", "dd"})
"""What stands in a line after something else."""
BETWEEN = " — "


def plain(html: str) -> str:
    """The words of rendered text, a paragraph each, with an empty line between.

    Pictures are named by what they show; the small numbers of sources are left out.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n\n".join(reader.paragraphs())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._lines: list[list[str]] = [[]]
        self._mark = 0
        """How deep within the number of a source; nothing there is read."""

    def paragraphs(self) -> list[str]:
        """What was read, without empty ones."""
        said = (" ".join("".join(each).split()) for each in self._lines)
        return [each.removeprefix(BETWEEN.strip()).strip() for each in said if each]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "sup" or self._mark:
            self._mark += tag == "sup"
        elif tag in BLOCKS:
            self._lines.append([])
        elif tag in CELLS:
            self._lines[-1].append(BETWEEN)
        elif tag == "img":
            self._lines[-1].append(dict(attrs).get("alt") or "")
        elif tag == "br":
            self._lines[-1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._mark:
            self._mark -= tag == "sup"
        elif tag in BLOCKS:
            self._lines.append([])

    def handle_data(self, data: str) -> None:
        if not self._mark:
            self._lines[-1].append(data)
