import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.content.blocks import parse_blocks
from training.content.canonical import canonical
from training.content.rendering import Rendering
from training.content.source import Report, read_source


def canon(text: str) -> str:
    source = read_source("x.md", text.encode("utf-8"), Report("x.md"))
    assert source is not None
    return canonical(parse_blocks(source.text, Report("x.md")).blocks)


def html(text: str) -> str:
    return Rendering("x", "en").html(canon(text))


WORD = st.text("abcdefñé'\"", min_size=1, max_size=8)
PARAGRAPH = st.lists(WORD, min_size=1, max_size=40).map(" ".join)


@given(st.lists(PARAGRAPH, min_size=1, max_size=4), st.integers(20, 100), st.integers(20, 100))
def test_re_wrapping_a_paragraph_changes_nothing(
    paragraphs: list[str], one: int, other: int
) -> None:
    texts = [
        "\n\n".join(textwrap.fill(each, width) for each in paragraphs) for width in (one, other)
    ]
    assert canon(texts[0]) == canon(texts[1])


def test_line_endings_trailing_spaces_and_a_byte_order_mark_change_nothing() -> None:
    assert canon("\ufeffOne  \r\ntwo\t\r\n\r\n- a \r\n- b") == canon("One\ntwo\n\n\n- a\n- b\n\n")


def test_an_author_s_note_is_not_part_of_the_text() -> None:
    assert canon("One <!-- check this --> two.\n\n<!-- \nand\n\nthis -->\n\nThree.") == canon(
        "One two.\n\nThree."
    )


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Co", "Cs", "Cn"]), max_size=80)
)
def test_any_line_of_text_is_shown_with_its_words_and_never_as_mark_up(text: str) -> None:
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", re.sub(r"\s+", " ", text).strip())
    if not escaped:
        return
    shown = html(f"A {escaped}")
    assert re.sub(r"</?p>", "", shown).count("<") == 0, shown


QUOTE = "<blockquote>\n<p>{}</p>\n</blockquote>"
CONSTRUCTS = [
    ("Text\n- a\n- b", "<p>Text</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("- a\n  - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
    ("#SAFE from a cell phone", "<p>#SAFE from a cell phone</p>"),
    ("2026\\. A year", "<p>2026. A year</p>"),
    ("A line\n2. of text", "<p>A line\n2. of text</p>".replace("\n", " ")),
    ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'),
    ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"),
    ("* a\n\n- b", "<ul>\n<li>a</li>\n</ul>\n\n\n<ul>\n<li>b</li>\n</ul>"),
    ("> a\n\n> b", f"{QUOTE.format('a')}\n\n\n{QUOTE.format('b')}"),
    ("a_b_c and 2*3*4", "<p>a_b_c and 2<em>3</em>4</p>"),
    ("**b** *i* `c *x*`", "<p><strong>b</strong> <em>i</em> <code>c *x*</code></p>"),
    ("one\\\ntwo", "<p>one<br>\ntwo</p>"),
    ("\\[x\\] and [y]", "<p>[x] and [y]</p>"),
    ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
    ("Tom &amp; Ann", "<p>Tom &amp; Ann</p>"),
    ("\\> not a quote", "<p>&gt; not a quote</p>"),
    (": not a definition", "<p>: not a definition</p>"),
    ("Term\n: What it means", "<dl>\n<dt>Term</dt>\n<dd>What it means</dd>\n</dl>"),
    ("```\n<b> [x]\n```", "<pre class=\"highlight\"><code>&lt;b&gt; [x]</code></pre>"),
    ("    code", "<pre class=\"highlight\"><code>code</code></pre>"),
    ("Say \"hello\" -- it's ...", "<p>Say “hello” – it’s …</p>"),
    ("[City](https://www.cabq.gov/a_b)", '<p><a href="https://www.cabq.gov/a_b">City</a></p>'),
    ("<https://www.cabq.gov/a>", '<p><a href="https://www.cabq.gov/a">cabq.gov</a></p>'),
    ("* * *", "<hr>"),
    ("- [ ] to do\n- [x] done", None),
    ("| a | b |\n|---|---|\n| 1 \\| 2 | `x` |", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTS)
def test_both_engines_read_it_alike(text: str, expected: str | None) -> None:
    shown = html(text)
    if expected is not None:
        assert shown == expected
    if "\\\n" not in text:  # a break is two spaces at a line's end then, which no file can hold
        assert canon(canon(text)) == canon(text)


def test_task_boxes_and_tables_are_shown() -> None:
    assert '<input type="checkbox" disabled="" checked="">' in html("- [ ] to do\n- [x] done")
    assert "<td>1 | 2</td>" in html("| a | b |\n|---|---|\n| 1 \\| 2 | x |")
