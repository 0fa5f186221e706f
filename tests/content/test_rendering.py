import time

import pytest
from markupsafe import Markup

from tests.content.test_canonical import canon, html
from training.content.blocks import parse_blocks
from training.content.rendering import Rendering, title_text
from training.content.source import Report, read_source
from training.content.sources import Entry
from training.content.words import fill

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <b onclick=alert(1)>b</b>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "**<iframe src=//evil>**",
    "# <svg onload=alert(1)>",
    "- a\n\n<style>*{}</style>",
    "| <script>a</script> | b |\n|---|---|\n| c | d |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>`\n\n```html onload=x\n<script>\n```",
    "a{onclick=alert(1)}\n\n## b {: onclick=alert(1) }",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_an_author_types_becomes_a_script(text: str) -> None:
    shown = html(text).lower()
    for bad in ("<script", "<img", "<iframe", "<svg", "<style", 'href="javascript', 'href="data'):
        assert bad not in shown
    assert " onclick=" not in shown.replace("&lt;b onclick=", "").replace("{onclick", "").replace(
        "{: onclick=", ""
    )


BOMBS = ["[" * 200, "![" * 100, "*_" * 400, "`a``" * 200, "\\[" * 200, "<a " * 300, "> " * 8 + "a",
         "- " * 8 + "a", "(" * 4000, '"' * 4000, "a " * 2400, "&a" * 400]  # fmt: skip


@pytest.mark.parametrize("line", BOMBS)
def test_what_the_caps_let_through_is_rendered_quickly(line: str) -> None:
    text = "\n\n".join([line] * 20)
    source = read_source("x.md", text.encode(), Report("x.md"))
    started = time.perf_counter()
    if source is not None:
        parse_blocks(source.text, Report("x.md"))
        html(text)
    assert time.perf_counter() - started < 3


def test_a_callout_is_labelled_in_the_reader_s_language() -> None:
    text = canon("> [!WARNING]\n> Call first.")
    assert '<p class="admonition-title">Warning</p>' in Rendering("x", "en").html(text)
    assert '<p class="admonition-title">Advertencia</p>' in Rendering("x", "es").html(text)


def test_a_callout_that_waits_for_oei_is_marked_as_pending() -> None:
    shown = html("> [!IMPORTANT]\n> To be confirmed by OEI: the number to call.")
    assert '<div class="admonition important pending">' in shown
    assert '<p class="admonition-title">Not settled yet</p>' in shown
    spanish = Rendering("x", "es").html(
        canon("> [!IMPORTANT]\n> Por confirmar por OEI: el número.")
    )
    assert '<p class="admonition-title">Aún sin resolver</p>' in spanish


def test_two_callouts_in_a_row_stay_two() -> None:
    assert html("> [!NOTE]\n> a\n\n> [!TIP]\n> b").count("admonition-title") == 2


def test_text_that_looks_like_a_callout_in_code_stays_code() -> None:
    assert "admonition" not in html("```\n> [!NOTE]\n> a\n```")


def test_sources_are_numbered_once_and_folded_at_the_end() -> None:
    handbook = Entry(("The handbook.",))
    fact = Entry(("The handbook.",), ("review",))
    rendering = Rendering("desk", "en").citing([("S1", handbook), ("F1", fact), ("F2", fact)])
    shown = rendering.html(canon("One.[^F1] Two.[^S1] Three.[^F2]"))
    assert [part[0] for part in shown.split("#source-desk-")[1:]] == ["1", "2", "1"]
    sources = rendering.sources()
    assert sources.startswith('<details class="sources"><summary>Sources (2)</summary>')
    assert '<li id="source-desk-1">The handbook.<p class="caution">⚖ The City Attorney' in sources
    assert '<li id="source-desk-2">The handbook.</li>' in sources


def test_sources_in_english_are_marked_as_english_for_a_spanish_reader() -> None:
    rendering = Rendering("x", "es").citing([("S1", Entry(("The handbook.",)))])
    rendering.html(canon("Uno.[^S1]"))
    assert '<div lang="en">The handbook.</div>' in rendering.sources()


def test_a_page_without_sources_shows_none() -> None:
    assert Rendering("x", "en").sources() == ""


def test_words_are_filled_in_where_text_stands_and_never_within_a_tag() -> None:
    shown = '<p id="a>"><img alt="b > {contact: liaison}">{contact: liaison} {other}</p>'
    assert fill(shown, {"contact: liaison": Markup('<a href="tel:5">5</a>')}) == (
        '<p id="a>"><img alt="b > {contact: liaison}"><a href="tel:5">5</a> {other}</p>'
    )


def test_a_title_is_plain_text_with_real_quotes() -> None:
    assert title_text(canon("Nobody's *status*")) == "Nobody’s status"
