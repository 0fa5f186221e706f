"""What `content fmt` writes, and that it writes nothing else."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.roots import FILES, LIBRARY, MODULE, QUIZ, SPANISH, SPANISH_QUIZ
from training.content.formatting import formatted
from training.content.formatting.hashes import find_made, refreshed
from training.content.formatting.quotes import with_quotes
from training.content.front_matter import read_front_matter
from training.content.source import Report, read_source
from training.content.tree import Tree, tree_of

BASE, QUESTIONS = "modules/basics/module.md", "quizzes/basics.md"


def root(over: Mapping[str, str]) -> dict[str, bytes]:
    """The smallest content root with some files of its own."""
    return {path: text.encode() for path, text in {**FILES, **over}.items()}


def fmt(over: Mapping[str, str], path: str) -> str:
    """One file after formatting the root; formatting it again changes nothing."""
    before = root(over)
    after = {**before, **formatted(before)}
    assert formatted(after) == {}
    return after[path].decode()


def bare(text: str) -> str:
    """The text without its headings' ids."""
    return text.replace(" {#before}", "").replace("{#after .card}", "{.card}")


HEADINGS = [
    ("## Before", "## Before {#before}"),
    ("## Before  ", "## Before {#before}  "),
    ("## Before ##", "## Before {#before} ##"),
    ("  ##\tBefore", "  ##\tBefore {#before}"),
    ("## Before {}", "## Before {#before}"),
    ("## Before { .card }", "## Before {#before .card }"),
    ("## Before anyone came by", "## Before anyone came by {#before-anyone-came-by}"),
    ("## Ask {contact: liaison}", "## Ask {contact: liaison} {#ask-contact-liaison}"),
    ("## ¿Año?", "## ¿Año? {#ano}"),
    ("## ???", "## ??? {#section}"),
    ("## After", "## After {#after-2}"),
    ("## Before {.wrong}", "## Before {.wrong}"),
    ("## Before {#Wrong}", "## Before {#Wrong}"),
    ("```\n## Before\n```", "```\n## Before\n```"),
    ("### More: Before", "### More: Before"),
    ("- ## Before", "- ## Before"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), HEADINGS)
def test_an_id_is_written_where_one_is_missing_and_readable(line: str, expected: str) -> None:
    start, _, rest = MODULE.partition("## Before {#before}")
    text = f"{start}## Start {{#start}}\n\nHi.\n\n{line}{rest}"
    assert fmt({BASE: text}, BASE) == text.replace(line, expected, 1)


def test_ids_differ_within_a_module_and_its_supplements() -> None:
    text = "## Before {after=before}\n\nA.\n\n## Shelves {in=before}\n\nB.\n"
    other = "## Shelves {in=before}\n\nC.\n"
    path = "modules/basics/departments/transit.md"
    after = formatted(root({LIBRARY: text, path: other}))
    assert after[LIBRARY].decode() == (
        "## Before {#before-2 after=before}\n\nA.\n\n## Shelves {#shelves in=before}\n\nB.\n"
    )
    assert after[path].decode() == "## Shelves {#shelves-2 in=before}\n\nC.\n"


def test_questions_and_scenes_get_ids_and_pools_none() -> None:
    text = QUIZ + (
        "\n### Scenario: Two people\nCovers: before\n\nThey wait.\n\n"
        "#### They ask.\n- [Wait](#wait)\n\n#### You wait. {#wait}\nResult: best 2\n"
    )
    found = fmt({QUESTIONS: text.replace(" {#first}", "")}, QUESTIONS)
    assert "### What comes first? {#what-comes-first}\n" in found
    assert "### Scenario: Two people {#two-people}\n" in found
    assert "#### They ask. {#they-ask}\n" in found
    assert "## Anything {draw=1}\n" in found


def test_a_translation_takes_its_ids_from_the_english_in_the_same_place() -> None:
    spanish = "## Antes\n\nSalude.[^S1]\n\n## Después\n\nAnote.[^F1]\n"
    before = fmt({BASE: bare(MODULE), SPANISH: spanish}, SPANISH)
    assert before.startswith("## Antes {#before from=")
    assert "## Después {#after from=" in before
    short = "## Después\n\nAnote.[^F1]\n"
    assert fmt({SPANISH: short}, SPANISH) == short


def test_a_missing_hash_is_written_and_another_one_never_changes() -> None:
    old = "0123456789ab"
    over = {
        SPANISH: f"## Antes {{#before}}\n\nSalude.\n\n## Después {{#after from={old}}}\n\nX.\n",
        SPANISH_QUIZ: "### ¿Qué? {#first}\n\n- [x] Un saludo\n- [ ] Adiós\n",
        LIBRARY: "## Before {#before}\n\nWhisper.\n\n## Shelves {#shelves in=after}\n\nX.\n",
    }
    before = root(over)
    after = {**before, **formatted(before)}
    tree = tree_of(after)
    module = tree.modules["basics"]
    now = {each.id: each.sha256 for each in module.base.sections}
    assert f"{{#before from={now['before'][:12]}}}" in after[SPANISH].decode()
    assert f"{{#after from={old}}}" in after[SPANISH].decode()
    assert f"{{#before from={now['before'][:12]}}}" in after[LIBRARY].decode()
    assert "{#shelves in=after}" in after[LIBRARY].decode()
    assert find_made(tree, SPANISH_QUIZ, "first").fresh
    made = find_made(tree, SPANISH, "after")
    assert not made.fresh
    again = tree_of({**after, SPANISH: refreshed(after, made)})
    assert find_made(again, SPANISH, "after").fresh


SETTINGS = [
    ("title: When ICE comes: what to do", 'title: "When ICE comes: what to do"'),
    ("summary: Call #SAFE #now", 'summary: "Call #SAFE #now"'),
    ("title: no", 'title: "no"'),
    ("title:   A {word}  ", "title:   A {word}  "),
    ("title: {word}", 'title: "{word}"'),
    ('title: "Hello" she said', 'title: "\\"Hello\\" she said"'),
    ("title: 'it''s: fine'", "title: 'it''s: fine'"),
    ("title: ends with:", 'title: "ends with:"'),
    ("minutes: 15", "minutes: 15"),
    ("as-of: 2026-11-01", "as-of: 2026-11-01"),
    ("pass: 80%", "pass: 80%"),
    ("instead: yes", "instead: yes"),
    ("departments: [a, b]", "departments: [a, b]"),
    ("departments:\n- a: x", "departments:\n- a: x"),
    ("title: ¿Qué hacer?", "title: ¿Qué hacer?"),
    ("title: C:\\x", "title: C:\\x"),
    ("title: -x\\", 'title: "-x\\\\"'),
    ("title:", "title:"),
    ("# a: note: x", "# a: note: x"),
]


@pytest.mark.parametrize(("line", "expected"), SETTINGS)
def test_quotes_stand_where_viewers_would_read_something_else(line: str, expected: str) -> None:
    raw = f"---\n{line}\n---\n\ntitle: a: b\n".encode()
    assert with_quotes("modules/x/module.md", raw).decode() == (
        f"---\n{expected}\n---\n\ntitle: a: b\n"
    )


def test_a_file_keeps_its_endings_its_spaces_and_its_byte_order_mark() -> None:
    text = "\ufeff" + bare(MODULE).replace("\n", "\r\n").replace("fades.", "fades.   ")
    raw = {**root({}), BASE: text.encode()}
    after = formatted(raw)[BASE].decode()
    assert after == text.replace("## Before", "## Before {#before}").replace(
        "{.card}", "{#after .card}"
    )
    assert formatted({**raw, BASE: text.rstrip().encode()})[BASE].endswith(b"fades.")


def test_what_cannot_be_read_is_left_alone() -> None:
    raw = {**root({}), BASE: b"## Caf\xe9\n", "modules/basics/images/a.png": b"\x00"}
    assert formatted(raw) == {}


VALUES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(
    "  :#\"'\\[]{}-,"), max_size=30)  # fmt: skip


@given(VALUES, st.sampled_from(["title", "summary", "scored"]), st.sampled_from(["\n", "\r\n"]))
def test_quotes_change_no_value_and_are_written_once(value: str, key: str, end: str) -> None:
    raw = f"---{end}{key}: {value}{end}---{end}".encode()
    once = with_quotes("x.md", raw)
    assert with_quotes("x.md", once) == once
    assert _value(once, key) == _value(raw, key)


def _value(raw: bytes, key: str) -> str:
    source = read_source("x.md", raw, Report("x.md"))
    return read_front_matter(source, (key,), (), Report("x.md")).text(key) if source else ""


TITLE = st.text("aB ¿ñ#{}[]*_`:1", min_size=1, max_size=16)
HEADING = st.builds(
    "{}{} {}{}{}".format,
    st.sampled_from(["", " ", "   ", "- ", "> "]),
    st.sampled_from(["##", "###", "####"]),
    TITLE,
    st.sampled_from(["", " {}", " {.card}", " {#x}", " {#y .card}", " {in=before}", " {a b}"]),
    st.sampled_from(["", "  ", " ##", "\t"]),
)
LINE = st.one_of(
    HEADING,
    st.sampled_from(["", "Text.", "- [ ] No", "- [x] Yes", "```", "===", "---", "> Why.", "\tx"]),
)


@settings(deadline=None)
@given(st.lists(LINE, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]),
       st.sampled_from([BASE, SPANISH, LIBRARY, QUESTIONS, SPANISH_QUIZ]))  # fmt: skip
def test_formatting_twice_is_formatting_once_and_changes_no_text(
    lines: list[str], end: str, path: str
) -> None:
    before = {
        **root({}),
        path: (FILES.get(path, "") + "\n".join(lines)).replace("\n", end).encode(),
    }
    after = {**before, **formatted(before)}
    assert formatted(after) == {}
    assert after.keys() == before.keys()
    assert _texts(tree_of(before)).items() <= _texts(tree_of(after)).items()


def _texts(tree: Tree) -> dict[tuple[str, str], str]:
    """The hash of every section and question."""
    found: dict[tuple[str, str], str] = {}
    for module in tree.modules.values():
        for file in module.texts:
            found |= {(file.path, each.id): each.sha256 for each in file.sections}
        for quiz in (module.quiz, module.quiz_translation):
            found |= {(quiz.path, each.id): each.sha256 for each in quiz.items} if quiz else {}
    return found
