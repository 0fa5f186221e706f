"""Every example of the authors' guide works, and every wrong one is answered as the guide says."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.authors_guide import (
    GUIDE,
    MESSAGES,
    ROOT,
    Wrong,
    blocks,
    city,
    examples,
    fences,
    messages,
    put,
    raw,
    wrong_ones,
)
from tests.cast import NOW
from training.content import certificate_file, huddle, module_file, quiz_file
from training.content.blocks import CALLOUTS
from training.content.checkup import Severity, check_up
from training.content.edition import Edition, SectionView
from training.content.export import write_root
from training.content.formatting import formatted
from training.content.quiz_item import KINDS
from training.content.quiz_rules import FEEDBACK
from training.content.ready import ready
from training.content.scenario import RESULTS
from training.content.settings import KNOWN, USES
from training.content.tree import FOLDERS, Tree, check_tree, tree_of
from training.flows.publish import publish_tree
from training.people.contacts.kinds import KINDS as CONTACTS

SLUG = "example-plant"
TEXT = GUIDE.read_text("utf-8")
WRONG = tuple(wrong_ones())
SAYS = re.compile(r"^\| `([^|]+)` \|", re.MULTILINE)


@cache
def tree() -> Tree:
    """The whole content root with the guide's examples, fit to be published."""
    return ready(tree_of(raw(examples())))


def page(section: str, *lineage: str, language: str = "en") -> SectionView:
    """A page of the example as a department reads it."""
    edition = Edition(SLUG, "", tree().modules[SLUG])
    return next(each for each in edition.sections(lineage, language) if each.id == section)


def said(files: dict[str, str]) -> list[str]:
    """What the check says, without the places."""
    return [str(each).split(": ", 1)[1] for each in check_tree(tree_of(raw(files)))]


def test_every_block_of_the_guide_is_an_example_or_a_command() -> None:
    assert len(blocks()) == len([each for each in fences() if each != "console"])


def test_nothing_is_wrong_after_any_example() -> None:
    files = city()
    for block in blocks():
        files = put(files, block)
        assert said(files) == [], block.path


def test_an_example_says_that_it_is_one() -> None:
    for slug in (each for each in tree().modules if each not in city_modules()):
        assert tree().modules[slug].base.front.text("title").startswith("Example:")


def city_modules() -> set[str]:
    return {path.split("/")[1] for path in city() if path.startswith("modules/")}


def test_a_department_reads_its_supplement_and_nobody_else_does() -> None:
    assert "Paper and water" in page("water", "public-library").html
    assert "Paper and water" not in page("water").html
    assert "does not ride" in page("on-the-road", "abq-ride").html
    for department in ("parks-recreation", "solid-waste"):
        assert "look at the sky" in page("water", department).html
    ids = [each.id for each in Edition(SLUG, "", tree().modules[SLUG]).sections(("police",), "en")]
    assert ids == ["water"]


def test_pages_show_what_the_guide_promises() -> None:
    assert "pending" in page("water").html
    assert "<details" in page("water").html
    assert page("water").card
    assert "{contact: mayor-report}" in page("ask").html
    assert "cabq.gov" in page("who-leads").html
    assert "<img" in page("know").html
    assert "Light, water and patience" in page("in-short").html
    assert "saucer" in page("water", "public-library").html
    assert "colega" in page("hello", language="es").html
    assert page("know", language="es").pending


def test_the_quiz_has_every_kind_of_question() -> None:
    quiz = tree().modules[SLUG].quiz
    assert quiz is not None
    assert {each.kind for each in quiz.items} == set(KINDS)


@pytest.mark.parametrize("words", SAYS.findall(TEXT.split("## Write a")[0]))
def test_what_the_table_of_markdown_shows_can_be_written(words: str) -> None:
    files = examples()
    path = f"modules/{SLUG}/module.md"
    shown = f"## An example {{#an-example}}\n\n{words}\n\nAnd so on."
    if words.startswith("##"):
        shown = f"{words} {{#an-example}}\n\nAnd so on."
    assert said({**files, path: f"{files[path]}\n{shown}\n"}) == []


def test_a_note_to_oneself_may_stand_anywhere_and_is_not_published() -> None:
    files = alone()
    for path, text in files.items():
        if SLUG in path and path.endswith(".md"):
            front, dashes, body = text.rpartition("---\n")
            body = re.sub("(?m)^(##.*)$", "\\1\n\n<!-- ask Lia -->\n", body)
            if "quizzes" not in path:
                files = {**files, path: f"{front}{dashes}\n<!-- ask\nLia -->\n{body}"}
    quiz = f"quizzes/{SLUG}.md"
    files[quiz] = files[quiz].replace("## About", "<!-- ask Lia -->\n\n## About")
    assert said(files) == []
    edition = Edition(SLUG, "", tree_of(raw(files)).modules[SLUG])
    assert all("Lia" not in each.html for each in edition.sections((), "en"))


def test_all_of_it_can_be_published_and_taken_out_again(db: Session, tmp_path: Path) -> None:
    write_root(tmp_path / "root", raw(examples()))
    found = {each.revision.slug for each in publish_tree(db, tmp_path / "root", by=None, now=NOW)}
    assert {SLUG, "city"} <= found


def test_fmt_writes_what_the_guide_says_it_writes() -> None:
    files = raw(examples())
    once = {**files, **formatted(files)}
    spanish = once[f"modules/{SLUG}/module.es.md"].decode("utf-8")
    assert re.search(r"## Salude \{#hello from=[0-9a-f]{12}\}", spanish)
    assert 'title: "Example: the plant on the counter"' in once[f"modules/{SLUG}/module.md"].decode(
        "utf-8"
    )
    assert formatted(once) == {}
    assert check_tree(tree_of(once)) == []


def test_a_translation_goes_out_of_date_as_the_guide_says() -> None:
    files = raw(examples())
    files |= formatted(files)
    path = f"modules/{SLUG}/module.md"
    files[path] = files[path].replace(b"Look at it once a day.", b"Look at it twice a day.")
    changed = tree_of(files)
    told = [each.rule for each in check_up(changed) if each.severity is Severity.WARNING]
    assert "stale-translation" in told
    edition = Edition(SLUG, "", changed.modules[SLUG])
    shown = next(each for each in edition.sections((), "es") if each.id == "hello")
    assert "twice a day" in shown.html
    assert "colega" in shown.beside_html


@pytest.mark.parametrize("wrong", WRONG, ids=[f"{each.path}: {each.wrong}" for each in WRONG])
def test_what_is_wrong_is_answered_as_the_guide_says(wrong: Wrong) -> None:
    files = alone()
    assert wrong.right in files[wrong.path]
    if not wrong.path.endswith(".es.md"):
        # Otherwise the translation would not fit the English any more, and the check says so too.
        files = {path: text for path, text in files.items() if not path.endswith(".es.md")}
    mended = files[wrong.path].replace(wrong.right, wrong.wrong, 1)
    assert said({**files, wrong.path: mended}) == list(wrong.says)


@cache
def alone() -> dict[str, str]:
    """The examples and the City's own files, without the City's modules."""
    kept = ("city/", f"modules/{SLUG}/", f"quizzes/{SLUG}", "certificates/friend")
    return {path: text for path, text in examples().items() if path.startswith(kept)}


def told_in_code() -> Iterator[tuple[str, str]]:
    """Every message that a parser or check may give, as a pattern, and where it stands."""
    for file in sorted((ROOT / "training" / "content").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="add"), args=[_, *words]) if words:
                    yield f"{file.name}:{node.lineno}", "; ".join(map(pattern, words))


def pattern(node: ast.expr) -> str:
    """What a text in the code may become."""
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    if isinstance(node, ast.JoinedStr):
        return "".join(map(pattern, node.values))
    if isinstance(node, ast.BinOp):
        return pattern(node.left) + pattern(node.right)
    return ".*?"


def test_every_message_is_in_the_guide() -> None:
    known = messages()
    assert [where for where, each in told_in_code() if not re.search(each, known)] == []


@pytest.mark.parametrize("document", [GUIDE, MESSAGES], ids=lambda each: each.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```$|`[^`\n]*`", "", document.read_text("utf-8"))
    for file, anchor in re.findall(r"\]\((?!http)([^()#\s]*)#?([^()\s]*)\)", text):
        target = document.parent / file if file else document
        assert target.is_file(), file
        if anchor:
            headings = re.findall(r"(?m)^#+ (.+)$", target.read_text("utf-8"))
            known = {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}
            assert anchor in known, anchor


def test_every_setting_is_in_the_guide() -> None:
    in_lines = chain(
        module_file.MODULE_KEYS,
        module_file.SUPPLEMENT_KEYS,
        quiz_file.KEYS,
        certificate_file.REQUIRED,
        huddle.KEYS,
    )
    names = {f"{each}:" for each in in_lines} | {each.capitalize() for each in KNOWN}
    words = {*names, *CALLOUTS, *CONTACTS, *RESULTS, *FEEDBACK, *USES, *FOLDERS}
    assert sorted(each for each in words if each.rstrip(":") not in TEXT) == []
