"""The glossary's terms in rendered text: each a link, where it is used first, to what it means.

A link rather than a hover: it works by thumb, keyboard and screen reader, and on paper the
meanings stand at the end of the page.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

from training.content.glossary import Term, Words

PIECE = re.compile(r"<(/?)([a-z0-9]+)[^>]*>|<!--.*?-->|[^<]+|<", re.DOTALL)
NOT_IN = frozenset({"a", "code", "dt", "h2", "h3", "h4", "h5", "pre", "summary"})


def marked(html: str, terms: Mapping[Term, int], anchor: str) -> tuple[str, set[Term]]:
    """The HTML with the terms it uses marked, and which those are.

    A term's link leads to its `anchor` with its number.
    """
    found: set[Term] = set()
    return "".join(_pieces(html, terms, anchor, found)), found


def _pieces(html: str, terms: Mapping[Term, int], anchor: str, found: set[Term]) -> Iterator[str]:
    words = Words(tuple(terms))
    inside = 0
    for piece in PIECE.finditer(html):
        if piece[2] in NOT_IN:
            inside += -1 if piece[1] else 1
        if inside or piece[0].startswith("<"):
            yield piece[0]
        else:
            # An apostrophe is a sign in the glossary, and an entity behind the typographer.
            yield from _text(piece[0].replace("&rsquo;", "’"), words, terms, anchor, found)


def _text(
    text: str, words: Words, terms: Mapping[Term, int], anchor: str, found: set[Term]
) -> Iterator[str]:
    end = 0
    for each in words.find(text):
        if each.term in found:
            continue
        found.add(each.term)
        address = f"#{escape(anchor)}{terms[each.term]}"
        shown = text[each.start : each.end]
        yield f'{text[end : each.start]}<a class="term" href="{address}">{shown}</a>'
        end = each.end
    yield text[end:]
