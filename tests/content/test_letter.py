from training.content.city import MailText
from training.content.letter import Letter, Word, as_html, as_text, bullets, link, plain, write
from training.text import translator

NASTY = '*Ann* <b>&amp;</b> [x](javascript:1) {link} "q"'
WORDS = {
    "name": plain(NASTY),
    "link": link("https://city.example.gov/a?b=1&c=2", "Open <it>"),
    "list": bullets(["Lee & *co*", "<i>Max</i>"]),
}


def letter(body: str, *, subject: str = "For {name}", footer: tuple[str, ...] = ("Bye",)) -> Letter:
    return write(
        MailText(subject, body),
        WORDS,
        name="Ann",
        email="ann@city.example",
        t=translator("en"),
        footer=footer,
    )


def test_a_value_prints_as_it_is_in_text() -> None:
    assert as_text("Hello **{name}**,", WORDS) == f"Hello {NASTY},"


def test_a_value_is_never_mark_up_in_html() -> None:
    html = as_html("Hello **{name}**,", WORDS)
    assert "<strong>*Ann* &lt;b&gt;&amp;amp;&lt;/b&gt; [x](javascript:1) {link}" in html
    assert "<a" not in html


def test_a_list_takes_the_place_of_its_paragraph() -> None:
    html = as_html("Before\n\n{list}\n\nAfter", WORDS)
    assert (
        html.split()
        == (
            "<p>Before</p> <ul><li>Lee &amp; *co*</li><li>&lt;i&gt;Max&lt;/i&gt;</li></ul>"
            " <p>After</p>"
        ).split()
    )
    text = as_text("Before\n\n{list}\n\nAfter", WORDS)
    assert text == "Before\n\n- Lee & *co*\n- <i>Max</i>\n\nAfter"


def test_a_list_of_nothing_leaves_no_gap() -> None:
    words = {"list": bullets([]), "others": bullets(["<Max>"], heading="Late & <b>")}
    body = "Before\n\n{list}\n\nAfter\n\n{others}"
    assert as_text(body, words) == "Before\n\nAfter\n\nLate & <b>\n\n- <Max>"
    assert (
        as_html(body, words).split()
        == (
            "<p>Before</p> <p>After</p> <p>Late &amp; &lt;b&gt;</p><ul><li>&lt;Max&gt;</li></ul>"
        ).split()
    )


def test_the_authors_own_lists_and_links_read_well_as_text() -> None:
    body = "Do\nthis:\n\n1. *One*\n2. Two\n\n- A [page](https://city.example)\n- B\n\nEnd"
    assert as_text(body, {}) == (
        "Do this:\n\n1. One\n2. Two\n\n- A page (https://city.example)\n- B\n\nEnd"
    )


def test_raw_html_and_images_in_the_text_do_not_get_through() -> None:
    html = as_html("<script>x</script> ![a](https://spy.example/a.png) [b](javascript:x)", {})
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html


def test_a_link_can_be_followed_in_both_forms() -> None:
    assert 'href="https://city.example.gov/a?b=1&amp;c=2"' in as_html("{link}", WORDS)
    assert ">Open &lt;it&gt;</a>" in as_html("{link}", WORDS)
    assert as_text("{link}", WORDS) == "https://city.example.gov/a?b=1&c=2"


def test_a_subject_is_one_line_whatever_a_name_holds() -> None:
    words = {"name": Word("Ann\r\nBcc: x@y.example", "")}
    made = write(
        MailText("For {name}", "Hello"),
        words,
        name="Ann",
        email="a@b.example",
        t=translator("es"),
        footer=(),
    )
    assert made.subject == "For Ann Bcc: x@y.example"
    assert '<html lang="es">' in made.html


def test_an_unknown_word_stays_to_be_seen() -> None:
    assert "{nmae}" in as_text("Hello {nmae}", WORDS)
    assert "{nmae}" in as_html("Hello {nmae}", WORDS)


def test_the_footer_ends_both_forms() -> None:
    made = letter("Hello", footer=("A & B", "This is a demonstration"))
    assert made.text.endswith("-- \nA & B\nThis is a demonstration\n")
    assert "A &amp; B<br>This is a demonstration</p>" in made.html
