"""Everyday Markdown: what markdown-it-py finds in it is what people are shown.

Two engines read every text: one for structure and lines, one for HTML. Each construct is held to
both, so that a page never shows something else than what was checked.
"""

import pytest
from hypothesis import given, settings

from tests.content import strategies
from tests.content.structure import of_html, of_source
from tests.content.test_canonical import canon, html
from training.content.canonical import typed
from training.content.rendering import Rendering
from training.content.sources import Entry

CONSTRUCTS = {
    "a list right after text": "Text\n- a\n- b",
    "a numbered list right after text": "Text\n1. a\n2. b",
    "a list nested by two spaces": "- a\n  - b\n    - c\n- d",
    "a list nested by four spaces": "- a\n    - b\n        - c",
    "a numbered list nested by three spaces": "1. a\n   1. b\n   2. c\n2. d",
    "bullets in a numbered list": "1. a\n   - b\n   - c\n2. d",
    "a numbered list in bullets": "- a\n  1. b\n  2. c\n- d",
    "a list that starts at 3": "3. a\n4. b",
    "a list with parentheses": "1) a\n2) b",
    "a loose list": "- a\n\n- b\n\n- c",
    "a list loose in one place": "- a\n- b\n\n- c",
    "two paragraphs in an item": "- a\n\n  more\n- b",
    "a lazy line in an item": "- a\nstill a\n- b",
    "code in a list": "- a\n\n  ```\n  x = 1\n  ```\n- b",
    "a quote in a list": "- a\n\n  > said\n- b",
    "a list in a quote": "> - a\n> - b",
    "a quote in a quote": "> a\n>\n> > b",
    "a lazy quote": "> a\nstill a",
    "other bullets begin another list": "- a\n- b\n\n* c",
    "a bullet of a plus": "+ a\n+ b",
    "a line that begins with #SAFE": "#SAFE from a cell phone",
    "a line that begins with a year": "It was in\n2026. Then",
    "a line that begins with a dash": "- \\- a",
    "a long dash at the start of a line": "Text\n— said he",
    "two dashes": "a -- b --- c",
    "a heading within the text": "a\n\n#### Small\n\nb",
    "a heading with # behind": "### Words ###",
    "a thematic break": "a\n\n***\n\nb",
    "a break by a backslash": "a\\\nb",
    "emphasis within a word": "un*frigging*believable and snake_case_name",
    "strong emphasis": "**a *b* c** and *d **e** f*",
    "stars with spaces": "2 * 3 * 4",
    "an open star": "a * b and **c",
    "underscores": "_a_ and __b__ and a_b_c",
    "escapes": "\\*a\\* \\_b\\_ \\[c\\] \\# \\> \\` \\\\",
    "code with ticks": "`` a ` b `` and `c`",
    "code that looks like a list": "`- a` and `[x]`",
    "a fenced block with a language": "```python\nx = [1]\n```",
    "a fenced block of tildes": "~~~\n<b>\n~~~",
    "an indented block": "a\n\n    code *x*\n\nb",
    "a link": "[a b](https://example.org/a_b_(c)) end",
    "a link with a title": '[a](https://example.org "t")',
    "a link by reference": "[a][b] and [b]\n\n[b]: https://example.org",
    "a bare address": "See https://example.org/a_b for more",
    "a number to call": "[call](tel:+15057683000)",
    "brackets that are no link": "[a] and [x] and [ ] here",
    "an entity": "Tom &amp; Ann &copy; 2026 &lt;b&gt;",
    "an ampersand": "R&D and AT&T",
    "comparisons": "5 < 6 and 7 > 2",
    "a table": "| a | b |\n|---|:-:|\n| 1 | 2 |",
    "a table without outer bars": "a | b\n---|---\n1 | 2",
    "a bar in a table": "| a | b |\n|---|---|\n| 1 \\| 2 | *x* |",
    "a table right after text": "Text\n\n| a |\n|---|\n| 1 |",
    "an empty cell": "| a | b |\n|---|---|\n| | 2 |",
    "a definition list": "Term\n: Meaning",
    "two meanings": "Term\n: One\n: Two",
    "two terms": "A\n: One\n\nB\n: Two",
    "a task list": "- [ ] to do\n- [x] done",
    "a colon at the start": ": not a meaning",
    "quotes and apostrophes": "\"It's\" o'clock in the '90s",
    "dots": "Wait... what",
    "a number with a point": "It is 3.5 or 1. more",
    "a percent and a plus": "+5% of $10",
    "a tab": "a\n\n-\tb\n-\tc",
    "Spanish signs": "¿Qué? ¡Ñandú! «así»",
    "an emoji": "Done ✅",
    "two lists in a row": "- a\n\n<!-- -->\n\n- b",
    "an author's note": "a <!-- not this --> b",
}  # fmt: skip


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_both_engines_see_the_same_structure(name: str) -> None:
    text = CONSTRUCTS[name]
    shown = of_html(html(text))
    assert shown == of_source(text), html(text)
    assert canon(typed(canon(text))) == canon(text)


HOUSE = {
    "a callout": ("> [!NOTE]\n> a\n> b", "<div> <p> Note </p> <p> a b </p> </div>"),
    "a callout in small letters": ("> [!tip]\n> a", "<div> <p> Tip </p> <p> a </p> </div>"),
    "a callout with a list": (
        "> [!WARNING]\n> a\n> - b\n> - c",
        "<div> <p> Warning </p> <p> a </p> <ul> <li> b </li> <li> c </li> </ul> </div>",
    ),
    "a callout that begins with a list": (
        "> [!TIP]\n>\n> - b",
        "<div> <p> Tip </p> <ul> <li> b </li> </ul> </div>",
    ),
    "a callout in a list": (
        "- a\n\n  > [!NOTE]\n  > b",
        "<ul> <li> a <div> <p> Note </p> <p> b </p> </div> </li> </ul>",
    ),
    "a callout in a callout": (
        "> [!NOTE]\n> a\n>\n> > [!TIP]\n> > b",
        "<div> <p> Note </p> <p> a </p> <div> <p> Tip </p> <p> b </p> </div> </div>",
    ),
    "a quote after a callout": (
        "> [!NOTE]\n> a\n\n> b",
        "<div> <p> Note </p> <p> a </p> </div> <blockquote> <p> b </p> </blockquote>",
    ),
    "a footnote in a list": (
        "- a[^1]\n- b[^1]",
        "<ul> <li> a <sup> <a> 1 </a> </sup> </li> <li> b <sup> <a> 1 </a> </sup> </li> </ul>",
    ),
    "a footnote in a table": (
        "| a[^1] |\n|---|\n| b[^2] |",
        ("<table> <thead> <tr> <th> a <sup> <a> 1 </a> </sup> </th> </tr> </thead> "
        "<tr> <td> b <sup> <a> 2 </a> </sup> </td> </tr> </table>"),
    ),
    "a footnote in a heading": (
        "### a[^1]",
        "<h2> a <sup> <a> 1 </a> </sup> </h2>",
    ),
    "a footnote in emphasis": (
        "*a[^1] b*",
        "<p> <em> a <sup> <a> 1 </a> </sup> b </em> </p>",
    ),
    "a name in angle brackets": ("Hi <your name>!", "<p> Hi <your name>! </p>"),
    "a tag": ("a <b>bold</b>", "<p> a <b>bold</b> </p>"),
    "a block of tags": ("<div>\nx\n</div>", "<p> <div> x </div> </p>"),
    "an address in angle brackets": (
        "<https://www.example.org/long/way>",
        "<p> <a> example.org </a> </p>",
    ),
    "a picture without its file": ("![A desk](images/x.png)", "<p> A desk </p>"),
    "two spaces at the end": ("a  \nb", "<p> a b </p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOUSE)
def test_what_is_ours_is_shown_as_people_expect(name: str) -> None:
    text, expected = HOUSE[name]
    entries = [(label, Entry((f"Source {label}.",))) for label in "12"]
    shown = Rendering("x", "en").citing(entries).html(canon(text))
    assert " ".join(of_html(shown)) == expected


@given(strategies.blocks())
@settings(max_examples=150, deadline=None)
def test_what_is_generated_is_seen_alike_too(text: str) -> None:
    assert of_html(html(text)) == of_source(text), (text, html(text))
