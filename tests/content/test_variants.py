from pathlib import Path

from tests.content.roots import LIBRARY, MODULE, QUIZ, SPANISH, SPANISH_QUIZ, module, tree
from training.content.edition import Edition
from training.content.packages import Package

LEE = ("library",)
DRIVER = ("bookmobile", "library")
MAX = ("transit",)
BOOKMOBILE = "modules/basics/departments/bookmobile.md"
SPANISH_TEXT = """---
title: Lo básico
---

## Antes {#before}

Salude.[^S1]

## Después {#after}

Anote lo que pasó.[^F1]
"""
SPANISH_ITEM = """### ¿Qué va primero? {#first}

- [x] Un saludo
- [ ] Una despedida
"""
DESK = """## At the desk {#desk in=before}

Library cards are private.[^own]

[^own]: The library's own rule.

## Holds {#holds after=before}

Holds are private.
"""


def edition(root: Path, over: dict[str, str]) -> Edition:
    return Edition("basics", "0" * 64, module(root, over))


def package(root: Path, over: dict[str, str]) -> Package:
    return tree(root, over).packages[0]


def parts(package: Package) -> set[tuple[str, str | None, str]]:
    return {(each.part, each.department, each.language) for each in package.parts}


def test_a_supplement_adds_to_a_page_or_makes_one_of_its_own(tmp_path: Path) -> None:
    found = edition(tmp_path, {LIBRARY: DESK})
    assert [each.id for each in found.sections(MAX, "en")] == ["before", "after"]
    page, holds, _ = found.sections(LEE, "en")
    assert holds.id == "holds"
    assert "Greet people" in page.html
    assert "<h2>At the desk</h2>" in page.html
    assert page.html.count('<details class="sources">') == 1
    assert "The library’s own rule." in page.html
    assert page.sha256 != found.sections(MAX, "en")[0].sha256


def test_a_division_reads_its_parent_s_supplement(tmp_path: Path) -> None:
    found = edition(tmp_path, {LIBRARY: DESK})
    assert found.sections(DRIVER, "en") == found.sections(LEE, "en")


def test_a_supplement_may_replace_a_page(tmp_path: Path) -> None:
    found = edition(tmp_path, {LIBRARY: "## After {#after}\n\nTell the desk.\n"})
    assert "Tell the desk" in found.sections(LEE, "en")[1].html
    assert "Write down" in found.sections((), "en")[1].html


def test_a_replacement_made_from_an_older_text_gives_way_to_the_present_one(tmp_path: Path) -> None:
    stale = f"## After {{#after from={'0' * 12}}}\n\nTell the desk.\n"
    page = edition(tmp_path, {LIBRARY: stale}).sections(LEE, "en")[1]
    assert "Write down" in page.html
    assert page.pending


ASKED = "\n### Stop? {#stop-q}\nCovers: stop\n\n- [x] Yes\n- [ ] No\n"


def instead(department: str) -> dict[str, str]:
    """A text in place of the whole module for a department, and a question about it."""
    text = f"---\ninstead: yes\ndepartments: [{department}]\n---\n\n## Stop {{#stop}}\n\nStop.\n"
    asked = QUIZ + ASKED.replace("Covers", f"Departments: {department}\nCovers")
    return {"modules/basics/departments/other.md": text, "quizzes/basics.md": asked}


def test_a_division_s_own_text_leaves_nothing_of_its_parent_s(tmp_path: Path) -> None:
    found = edition(tmp_path, {LIBRARY: DESK, **instead("bookmobile")})
    assert [each.id for each in found.sections(DRIVER, "en")] == ["stop"]
    assert "Library cards" in found.sections(LEE, "en")[0].html


def test_a_division_may_replace_what_its_parent_replaces(tmp_path: Path) -> None:
    made_from = module(tmp_path).base.sections[0].sha256[:12]
    both = {
        path: f"## Own {{#before from={made_from}}}\n\n{words}\n"
        for path, words in ((LIBRARY, "Books."), (BOOKMOBILE, "Wheels."))
    }
    found = edition(tmp_path, both)
    assert "Wheels" in found.sections(DRIVER, "en")[0].html
    assert "Books" in found.sections(LEE, "en")[0].html


def test_a_division_may_add_to_a_page_of_its_parent_s(tmp_path: Path) -> None:
    desk = "## At the desk {#desk after=before}\n\nCards.\n"
    found = edition(
        tmp_path, {LIBRARY: desk, BOOKMOBILE: "## Wheels {#wheels in=desk}\n\nDrive.\n"}
    )
    assert "Drive" in found.sections(DRIVER, "en")[1].html


def test_a_question_about_what_is_added_to_a_page_covers_that_page(tmp_path: Path) -> None:
    limited = QUIZ.replace("Covers: before", "Covers: desk\nDepartments: library", 1)
    found = edition(tmp_path, {LIBRARY: DESK, "quizzes/basics.md": limited})
    assert found.item("first", LEE, "en").covers == ("before",)


def test_a_supplement_may_stand_instead_of_the_module(tmp_path: Path) -> None:
    found = edition(tmp_path, instead("transit"))
    assert [each.id for each in found.sections(MAX, "en")] == ["stop"]
    assert [each.id for each in found.sections(LEE, "en")] == ["before", "after"]


def test_a_card_is_one_in_both_languages(tmp_path: Path) -> None:
    found = edition(tmp_path, {SPANISH: SPANISH_TEXT})
    cards = [[each.card for each in found.sections((), spoken)] for spoken in ("en", "es")]
    assert cards == [[False, True], [False, True]]
    assert [each.language for each in found.sections((), "es")] == ["es", "es"]


def test_a_translation_is_shown_and_what_it_lacks_is_english_and_pending(tmp_path: Path) -> None:
    short = SPANISH_TEXT.split("## Después")[0]
    found = edition(tmp_path, {SPANISH: short})
    before, after = found.sections((), "es")
    assert (before.title, before.language, before.pending) == ("Antes", "es", False)
    assert (after.title, after.language, after.pending) == ("After", "en", True)
    assert after.sha256 == found.sections((), "en")[1].sha256
    assert "Fuentes (1)" in before.html
    assert found.title("es") == "Lo básico"
    assert found.summary("es") == "What everybody knows."


def test_a_page_with_an_untranslated_supplement_is_shown_in_english(tmp_path: Path) -> None:
    found = edition(tmp_path, {SPANISH: SPANISH_TEXT, LIBRARY: DESK})
    assert found.sections(LEE, "es")[0].language == "en"
    assert found.sections(MAX, "es")[0].language == "es"


def test_a_translation_of_an_older_english_is_pending(tmp_path: Path) -> None:
    now = edition(tmp_path, {}).sections((), "en")[0].sha256
    fresh = SPANISH_TEXT.replace("{#before}", f"{{#before from={now[:12]}}}")
    assert not edition(tmp_path, {SPANISH: fresh}).sections((), "es")[0].pending
    changed = MODULE.replace("Greet people.", "Greet everybody.")
    over = {SPANISH: fresh, "modules/basics/module.md": changed}
    page = edition(tmp_path, over).sections((), "es")[0]
    assert (page.pending, page.language) == (True, "en")
    assert "Greet everybody" in page.html
    assert page.beside_html.startswith("<p>Salude.")
    assert edition(tmp_path, over).sections((), "en")[0].beside_html == ""


def test_a_translated_question_keeps_the_english_settings(tmp_path: Path) -> None:
    critical = QUIZ.replace("Covers: before", "Covers: before\nCritical: yes\nPoints: 2")
    found = edition(tmp_path, {SPANISH_QUIZ: SPANISH_ITEM, "quizzes/basics.md": critical})
    item = found.item("first", (), "es")
    assert (item.language, item.critical, item.points, item.covers) == ("es", True, 2, ("before",))
    assert [each.html for each in item.options] == ["Un saludo", "Una despedida"]
    assert found.item("last", (), "es").language == "en"


def test_a_question_limited_to_a_department_is_only_in_its_pool(tmp_path: Path) -> None:
    limited = QUIZ.replace("Covers: after", "Covers: after\nDepartments: library")
    found = edition(tmp_path, {"quizzes/basics.md": limited})
    assert found.pools(MAX)[0].items == ("first",)
    assert found.pools(DRIVER)[0].items == ("first", "last")


def test_what_is_asked_never_holds_what_is_right(tmp_path: Path) -> None:
    item = edition(tmp_path, {}).item("first", (), "en")
    asked = item.stem_html + "".join(each.html for each in item.options)
    for secret in ("Yes.", "comes last", "People come first", "[x]", "checked"):
        assert secret not in asked
    assert "The handbook" in item.explanation_html


def test_each_unit_is_listed_and_again_where_a_department_sees_another(tmp_path: Path) -> None:
    limited = QUIZ.replace("Covers: after", "Covers: after\nDepartments: transit")
    over = {LIBRARY: DESK, SPANISH: SPANISH_TEXT, "quizzes/basics.md": limited}
    assert parts(package(tmp_path, over)) == {
        ("section:before", None, "en"),
        ("section:before", None, "es"),
        ("section:after", None, "en"),
        ("section:after", None, "es"),
        ("item:first", None, "en"),
        # What it adds stands in the middle, so that all is listed, in the order it is read.
        ("section:before", "library", "en"),
        ("section:holds", "library", "en"),
        ("section:after", "library", "en"),
        ("item:first", "library", "en"),
        ("section:before", "library", "es"),
        ("item:last", "transit", "en"),
    }


def test_a_unit_s_hash_is_the_one_a_reader_is_credited_with(tmp_path: Path) -> None:
    over = {LIBRARY: DESK, SPANISH: SPANISH_TEXT}
    listed = {(p.part, p.department, p.language): p.sha256 for p in package(tmp_path, over).parts}
    found = edition(tmp_path, over)
    assert listed["section:before", "library", "en"] == found.sections(LEE, "en")[0].sha256
    assert listed["section:after", None, "es"] == found.sections(LEE, "es")[2].sha256
    assert listed["item:first", None, "en"] == found.item("first", LEE, "en").sha256


def test_an_unrelated_new_source_changes_nothing(tmp_path: Path) -> None:
    before = package(tmp_path, {})
    sources = (tmp_path / "city/sources.md").read_text("utf-8")
    after = package(tmp_path, {"city/sources.md": sources + "\n[^S3]: A third.\n"})
    assert after.sha256 == before.sha256
    changed = package(tmp_path, {"city/sources.md": sources.replace("2026.", "2027.")})
    assert changed.sha256 != before.sha256


def test_re_wrapping_a_module_changes_no_hash(tmp_path: Path) -> None:
    before = package(tmp_path, {})
    wrapped = MODULE.replace("Greet people. Your", "Greet\npeople.  \nYour").replace("\n", "\r\n")
    after = package(tmp_path, {"modules/basics/module.md": "\ufeff" + wrapped})
    assert (after.sha256, after.parts) == (before.sha256, before.parts)
    assert after.files != before.files


def test_the_day_its_facts_were_checked_is_not_a_unit_s_text(tmp_path: Path) -> None:
    before = package(tmp_path, {})
    later = MODULE.replace("as-of: 2026-11-01", "as-of: 2026-12-01")
    after = package(tmp_path, {"modules/basics/module.md": later})
    assert after.parts == before.parts
    assert after.sha256 != before.sha256
