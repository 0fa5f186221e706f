"""What the City's own modules must be: covered by questions, tied to acts, played to every end."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.played import paths
from training.cli.content.curriculum import written
from training.content.city import lineages
from training.content.edition import Edition
from training.content.item_view import ItemView
from training.content.mapping import Page, taught
from training.content.tree import Tree, read_tree
from training.content.variants import items, pages
from training.learning.answers import walk
from training.learning.scoring import score_item

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(each.parent.name for each in ROOT.glob("modules/*/module.md"))
FEWEST_QUESTIONS = 20
FEWEST_ABOUT_A_PAGE = 2
MOST_ON_A_CARD = 5
ENDS = {"best", "acceptable", "harmful"}


@cache
def tree() -> Tree:
    return read_tree(ROOT)


def scenarios(slug: str) -> Iterator[ItemView]:
    module = tree().modules[slug]
    edition = Edition(slug, "", module)
    for item in module.quiz.items if module.quiz else ():
        if item.kind == "scenario":
            for language in ("en", "es"):
                yield edition.drawn_item(item.id, language)


@pytest.mark.parametrize("slug", MODULES)
def test_every_path_of_a_scenario_comes_to_an_end_that_is_scored_and_explained(slug: str) -> None:
    for item in scenarios(slug):
        ends = {made: walk(item, list(made)).scene for made in paths(item)}
        assert {each.result for each in ends.values()} >= {"best", "harmful"}, item.id
        assert {each.share for each in ends.values() if each.result == "best"} == {1.0}, item.id
        for made, end in ends.items():
            score = score_item(item, list(made))
            assert end.result in ENDS, (item.id, made)
            assert end.debrief_html, (item.id, made)
            assert score.right == (end.share == 1), (item.id, made)
            assert score.points == pytest.approx(end.share * item.points)


@pytest.mark.parametrize("slug", MODULES)
def test_a_module_has_enough_questions_about_every_page(slug: str) -> None:
    (module,) = (each for each in taught(tree()) if each.slug == slug)
    assert module.questions >= FEWEST_QUESTIONS
    few = [each.id for each in module.pages if each.questions < FEWEST_ABOUT_A_PAGE]
    assert few == []


@pytest.mark.parametrize("slug", MODULES)
def test_every_page_and_question_serves_an_act(slug: str) -> None:
    module = tree().modules[slug]
    (found,) = (each for each in taught(tree()) if each.slug == slug)
    assert [each.id for each in found.pages if not each.serves and teaches(each)] == []
    items = module.quiz.items if module.quiz else ()
    assert [each.id for each in items if not each.serves] == []


def teaches(page: Page) -> bool:
    """Whether it is not one of the pages that send sworn officers to their own procedures."""
    return page.departments != ("police",)


@pytest.mark.parametrize("slug", MODULES)
def test_a_card_has_five_lines_at_most(slug: str) -> None:
    for file in (tree().modules[slug].base, tree().modules[slug].translation):
        for section in file.sections if file else ():
            if section.at.card:
                lines = [
                    line for line in section.text.splitlines() if line[:2].strip(" .").isdigit()
                ]
                assert 1 <= len(lines) <= MOST_ON_A_CARD


def test_every_department_has_pages_and_a_scenario_of_its_own_for_when_officers_come() -> None:
    module = tree().modules["ice-interaction"]
    alike = {each.sha256 for each in pages(module, ("nobody-in-particular",), "en")}
    for slug, lineage in lineages(tree().departments).items():
        read = {each.sha256 for each in pages(module, lineage, "en")}
        assert read - alike, slug
        if slug == "police":
            continue
        own = [each for each in items(module, lineage) if each.departments]
        assert any(each.kind == "scenario" for each in own), slug
        assert len(own) >= 2, slug


@pytest.mark.parametrize("slug", MODULES)
def test_a_module_has_a_briefing_that_fits_on_a_page(slug: str) -> None:
    huddle = tree().modules[slug].huddle
    assert huddle is not None
    assert 150 <= len(huddle.text.split()) <= 375


def test_the_document_holds_the_tables_as_they_are_made() -> None:
    document = (ROOT / "docs" / "curriculum.md").read_text("utf-8")
    assert written(tree()) in document
