import time
from pathlib import Path

import pytest

from tests.content.roots import (
    CERTIFICATE,
    DEPARTMENTS,
    FACTS,
    LIBRARY,
    MODULE,
    QUIZ,
    SOURCES,
    SPANISH,
    SPANISH_QUIZ,
    problems,
    write,
)
from training.content.tree import check_tree, read_tree, tree_of
from training.errors import InputRefused

MODULE_PATH = "modules/basics/module.md"
QUIZ_PATH = "quizzes/basics.md"
CERTIFICATE_PATH = "certificates/core.md"
MAIL = "---\nsubject: A\n---\n\n{}\n"


def test_a_whole_content_root_has_nothing_wrong(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


IN_THE_MODULE = [
    ("title: Basics", "titel: Basics", 2, "“titel” is not a setting here; did you mean “title”?"),
    ("title: Basics", "title: A\ntitle: B", 3, "“title” is set again"),
    ("summary: What everybody knows.\n", "", 1, "“summary:” is missing"),
    ("minutes: 5", "minutes: five", 4, "“five” is not a number of minutes"),
    ("needs: legal, oei", "needs: leagl, oei", 5, "nobody approves as “leagl”"),
    ("as-of: 2026-11-01", "as-of: November", 6, "“November” is not a day"),
    ("as-of: 2026-11-01", "as-of: 2026-02-30", 6, "“2026-02-30” is not a day"),
    ("## Before {#before}", "# Before {#before}", 9, "The title belongs in the front matter"),
    ("## Before {#before}", "## Before", 9, "the section “Before” has no id; write {#before}"),
    ("## Before {#before}", "## Before {#after}", 13, "the id “after” is used again"),
    ("{#before}", "{#Before}", 9, "“#Before” cannot be read; use small letters"),
    ("{#before}", "{#before .crad}", 9, "“.crad” cannot stand in a heading's braces"),
    ("{#before}", "{#before onclick=x}", 9, "“onclick=x” cannot stand in a heading's braces"),
    ("{#before}", "{#before in=after}", 9, "“in=after” cannot stand in a heading's braces"),
    ("[^S1]", "[^S9]", 11, "nothing is defined for “[^S9]”"),
    ("[^S1]", "[^S1]\n\n[^x]: Mine.", 13, "“[^x]” is never cited"),
    ("[^S1]", "[^x]\n\n[^x]: One.\n\n[^x]: Two.", 15, "“[^x]” is defined twice"),
    ("[^S1]", "[^S1]\n\n[^S1]: Mine.", 13, "“[^S1]” is a label of the City's list too"),
    ("Greet people.", "Greet people.\n---\n", 11, "Dashes under text make a heading"),
    ("Greet people.", "Greet <b>people</b>.", 11, "“<b>” is HTML"),
    ("Greet people.", "Greet\n<your name>.", 12, "“<your name>” is HTML"),
    ("Greet people.", "<script>x()</script>", 11, "“<script>x()</script>"),
    ("Greet people.", "<!-- a note\n\nGreet people.", 11, "this author's note does not end; write"),
    ("Greet people.", "Hi <!-- a note\n\nends --> Hi.", 11, "this author's note does not end, and"),
    ("Greet people.", "<!-- a note --> Greet people.", 11, "this text stands on the line of an"),
    ("Greet people.", "### Who {#who}\n\nGreet.", 11, "only a section's ## heading has an id or"),
    (
        "Greet people.",
        "Policy: nobody is asked.\n\nHi.",
        11,
        "“Policy:” names what a section is for",
    ),
    (
        "Greet people.",
        "Greet.\n\n##Then what",
        13,
        "this looks like a heading but is not read as one",
    ),
    ("Greet people.", "Call\n#SAFE now.", 11, None),
    (
        "Greet people.",
        "![A door](images/my door.png)",
        11,
        "this looks like a picture but is not re",
    ),
    ("Greet people.", "Serve: wait\n\nHi.", 11, "“Serve” is not a setting of a section, which"),
    ("title: Basics", "title:Basics", 2, "“title:Basics” is not a setting; write “key: value”, wi"),
    (
        "everybody knows.",
        "everybody\n  knows.",
        4,
        "“knows.” is not a setting; write “key: value”, the",
    ),
    ("---\ntitle: Basics", "\n---\ntitle: Basics", 1, None),
    ("Greet people.", "a\n\n" * 6001, 11995, "the file has more than 6,000 lines; split it"),
    ("Greet people.", "[Run](javascript:x())", 11, "a link cannot run a program or open a file"),
    ("Greet people.", "[Run]( <VBScript:x>)", 11, "a link cannot run a program or open a file"),
    ("Greet people.", "[Run](data:text/html,x)", 11, "a link cannot run a program or open a file"),
    ("Greet people.", "[Run] (https://x.org)", 11, "this looks like a link but is not"),
    ("Greet people.", "[a b](https://x.org/a b)", 11, "this looks like a link but is not"),
    ("Greet people.", "[Here](ftp://x.org)", 11, "the link to “ftp://x.org” leads nowhere"),
    ("Greet people.", "[Here](training-module:x)", 11, "the link to “training-module:x” leads"),
    ("Greet people.", "[Here](/etc/passwd)", 11, "the link to “/etc/passwd” leads nowhere"),
    ("Greet people.", "[Here](other.md)", 11, "nobody could open “other.md”; link to a module"),
    ("Greet people.", "[Quiz](../../quizzes/basics.md)", 11, "nobody could open “../../quizzes/"),
    ("Greet people.", "[Here](../../../x.md)", 11, "the link to “../../../x.md” leads out of the"),
    ("Greet people.", "[Here](../%2e%2e/../x.md)", 11, "the link to “../%2e%2e/../x.md” leads out"),
    (
        "Greet people.",
        "[Here](../basic/module.md)",
        11,
        "there is no module “basic” to link to; did",
    ),
    ("Greet people.", "[Here](#befor)", 11, "“basics” has no section “befor” to link to; did you"),
    ("Greet people.", "[Here](#after)", 11, None),
    ("Greet people.", "[Here](module.md#after) [all](../basics/module.md)", 11, None),
    ("Greet people.", "Serves: wait\n\nGreet.", 11, "there is no act “wait”; write it into city/"),
    ("Greet people.", "Policy: the Order\nGreet people.", 12, "“Greet people. Your liaison is"),
    ("Greet people.", "Serves: a\nServes: b\n\nHi.", 12, "“Serves” is set again"),
    ("Greet people.", "Policy: the Order\n\nGreet people.", 11, None),
    ("## Before {#before}", "## Before {#before was=a,B}", 9, "“was=a,B” cannot be read"),
    ("## Before {#before}", "## Before {#before was=a,b}", 9, None),
    ("Greet people.", "> [!NOTICE]\n> Greet.", 11, "“[!NOTICE]” is not a callout"),
    ("Greet people.", "> [!NOTE] Look\n> Greet.", 11, "a callout has no title of its own"),
    ("liaison}", "liason}", 11, "“{contact: liason}” is not a word that is filled in; did you"),
    ("\n## Before", "\nHello.\n\n## Before", 9, "this text stands before the first section"),
    ("Greet people.", "[" * 300, 11, "this paragraph has too many brackets"),
    ("Greet people.", "> " * 9 + "deep", 11, "this is nested too deeply"),
    ("Greet people.", "x" * 5001, 11, "this line is longer than 5,000 characters"),
    ("Greet people.", "Greet\x07 people.", 11, "an invisible character (U+0007)"),
]


@pytest.mark.parametrize(("before", "after", "line", "message"), IN_THE_MODULE)
def test_a_mistake_in_a_module_is_answered_with_its_line(
    tmp_path: Path, before: str, after: str, line: int, message: str | None
) -> None:
    said = problems(tmp_path, {MODULE_PATH: MODULE.replace(before, after, 1)})
    if message is None:
        assert said == []
        return
    assert any(each.startswith(f"{MODULE_PATH}:{line}: {message}") for each in said), said


def test_a_certificate_of_a_module_without_a_quiz_could_not_be_earned(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / QUIZ_PATH).unlink()
    (said,) = [str(each) for each in check_tree(read_tree(root))]
    assert said.startswith(f"{CERTIFICATE_PATH}:3: “basics” has no quiz")


ELSEWHERE = [
    (CERTIFICATE_PATH, CERTIFICATE, "requires: basics", "requires: basic", 3, "there is no module"),
    (CERTIFICATE_PATH, CERTIFICATE, "{name}", "{nam}", 8, "“{nam}” is not a word that is filled"),
    (CERTIFICATE_PATH, CERTIFICATE, "on {date}", "<b>on", 9, "“<b>” is HTML"),
    (CERTIFICATE_PATH, CERTIFICATE, "title: Core", "title: Core\nseal: x", 3, "“seal” is not supp"),
    (CERTIFICATE_PATH, CERTIFICATE, "until the text changes", "a year", 4, "“a year” is no time"),
    ("city/departments.md", DEPARTMENTS, "Parent: library", "Parent: x", 5, "there is no depart"),
    ("city/departments.md", DEPARTMENTS, "Code: BUS", "Code: LBR", 9, "the code “LBR” belongs to"),
    ("city/departments.md", DEPARTMENTS, "{#transit}", "", 9, "“Transit” has no id"),
    ("city/facts.md", FACTS, "S1, S2", "S1, S7", 1, "there is no source “S7”"),
    ("city/facts.md", FACTS, "Kind: US. ", "", 3, "the fact “F2” cannot be read"),
    ("city/sources.md", SOURCES, "[^S2]", "[^S1]", 3, "“[^S1]” is defined twice"),
]


@pytest.mark.parametrize(("path", "text", "before", "after", "line", "message"), ELSEWHERE)
def test_a_mistake_in_another_file_is_answered_with_its_line(
    tmp_path: Path, path: str, text: str, before: str, after: str, line: int, message: str
) -> None:
    said = problems(tmp_path, {path: text.replace(before, after, 1)})
    assert any(each.startswith(f"{path}:{line}: {message}") for each in said), said


ADDED = [
    (LIBRARY, "## Desk {#desk}\n\nHello.\n", 1, "nothing says where “desk” goes; write in=…"),
    (LIBRARY, "## Desk {#desk in=befor}\n\nHi.\n", 1, "there is no section “befor”; did you mean"),
    (
        LIBRARY,
        "## Desk {#after in=before}\n\nHi.\n",
        1,
        "“after” is a section of the module itself",
    ),
    (
        LIBRARY,
        "## D {#d in=before after=after}\n\nHi.\n",
        1,
        "in= and after= cannot stand together",
    ),
    (LIBRARY, "---\ninstead: perhaps\n---\n\n## D {#d}\n\nHi.\n", 2, "“instead: perhaps” cannot"),
    (
        "modules/basics/departments/libary.md",
        "## D {#d in=before}\n\nHi.\n",
        1,
        "there is no depart",
    ),
    (SPANISH, "## Antes {#bevor}\n\nHola.\n", 1, "the English has no section “bevor”"),
    (SPANISH, "---\nminutes: 5\n---\n\n## Antes {#before}\n\nHola.\n", 2, "“minutes” is not a set"),
    (
        SPANISH_QUIZ,
        "### ¿Qué? {#uno}\n\n- [x] a\n- [ ] b\n",
        1,
        "the English has no question “uno”",
    ),
    (
        SPANISH_QUIZ,
        "### ¿Qué? {#first}\n\n- [ ] a\n- [x] b\n",
        1,
        "the boxes of “first” are marked",
    ),
    (SPANISH_QUIZ, "### ¿Qué? {#first}\n\n- [x] a\n- [ ] b\n- [ ] c\n", 1, "“first” has 3 answers"),
    (
        SPANISH_QUIZ,
        "### ¿Qué? {#first}\nCovers: before\n\n- [x] a\n- [ ] b\n",
        2,
        "a translation has",
    ),
    ("quizzes/more.md", QUIZ, 3, "“basics” has a quiz already: quizzes/basics.md"),
    (
        "quizzes/lone.es.md",
        "### ¿Qué? {#first}\n\n- [x] a\n- [ ] b\n",
        1,
        "there is no quizzes/lone",
    ),
    ("modules/basics/huddle.md", "", 1, "the briefing has no words"),
    ("modules/basics/huddle.md", "word\n" * 1001, 1, "the briefing has 1001 words, more than five"),
    ("modules/basics/huddle.md", "Hi.[^S9]", 1, "nothing is defined for “[^S9]”"),
    ("modules/basics/huddle.md", "[a](#befor)", 1, "“basics” has no section “befor” to link to"),
    ("modules/basics/huddle.es.md", "Hola.", 1, "there is no modules/basics/huddle.md"),
    ("modules/basics/images/desk.png", "x", 1, "this file is not a picture that can be read"),
    ("modules/basics/images/desk.bmp", "x", 1, "this file is not read; put pictures ending in"),
    ("modules/basics/images/deep/desk.png", "x", 1, "this file is not read; put pictures ending"),
    ("modules/basics/desk.png", "x", 1, "this picture has no place; put it into modules/"),
    ("city/acts.md", "## Wait\n", 1, "the act “Wait” has no id"),
    ("city/acts.md", "## Wait {#wait}\n\n## Stay {#wait}\n", 3, "the id “wait” is used again"),
    ("city/calendar.md", "Days:\n\n- Friday: Off\n", 3, "“Friday: Off” is not a holiday; write"),
    ("city/calendar.md", "- 2026-02-30: No\n", 1, "“2026-02-30: No” is not a holiday"),
    ("city/calendar.md", "- 2026-01-01: A\n- 2026-01-01: B\n", 2, "2026-01-01 comes twice"),
    ("city/mail/overdue.md", MAIL.format("{nmae}"), 5, "“{nmae}” is no word of this mail; did you"),
    ("city/mail/overdue.es.md", MAIL.format("{day}"), 5, "“{day}” is no word of this mail; known"),
    ("city/mail/overdue.md", MAIL.format("A {list}"), 5, "“{list}” stands for several lines; give"),
    ("city/mail/reset.md", "---\nsubject: A\n---\n\nHi.\n", 1, "“{link}” is missing; give it"),
    ("city/sources.md", SOURCES + "\n![x](x.png)\n", 5, "a picture cannot stand in this file"),
    (QUIZ_PATH, QUIZ.replace("A greeting", "![x](x.png)", 1), 11, "there is no picture quizzes/x"),
    (SPANISH, "## Antes {#before}\nServes: wait\n\nHola.\n", 1, "a translation has no settings"),
    ("modules/basics/notes.md", "Hello.", 1, "this file is not read"),
    ("modules/other/module.txt", "Hello.", 1, "this file is not read"),
    (SPANISH, b"## Antes {#before}\n\n\xff\xfe\n", 3, "the text is not UTF-8"),
    (SPANISH, b"x" * 300_001, 1, "the file is larger than 300 kB"),
]


@pytest.mark.parametrize(("path", "text", "line", "message"), ADDED)
def test_a_mistake_in_an_added_file_is_answered_with_its_line(
    tmp_path: Path, path: str, text: str | bytes, line: int, message: str
) -> None:
    said = problems(tmp_path, {path: text})
    assert any(each.startswith(f"{path}:{line}: {message}") for each in said), said


@pytest.mark.parametrize("name", ["My module", "my_module", "a" * 90])
def test_a_folder_s_name_has_to_be_fit_for_an_address(tmp_path: Path, name: str) -> None:
    said = problems(tmp_path, {f"modules/{name}/module.md": MODULE})
    assert any(f"the folder's name “{name[:60]}” cannot be an address" in each for each in said)
    said = problems(tmp_path, {f"certificates/{name}.md": CERTIFICATE})
    assert any(f"the file's name “{name[:60]}” cannot be an address" in each for each in said)


def test_every_problem_of_the_tree_is_found_in_one_run(tmp_path: Path) -> None:
    said = problems(
        tmp_path,
        {
            MODULE_PATH: MODULE.replace("[^S1]", "[^S9]"),
            QUIZ_PATH: QUIZ.replace("Covers: after", "Covers: nothing"),
            CERTIFICATE_PATH: CERTIFICATE.replace("basics", "unknown"),
        },
    )
    assert [each.split(":")[0] for each in said] == [CERTIFICATE_PATH, MODULE_PATH, QUIZ_PATH]


def test_a_text_that_is_far_too_long_is_refused_at_once(tmp_path: Path) -> None:
    root = write(tmp_path)
    with (root / MODULE_PATH).open("ab") as file:
        file.write(b"word " * 10_000_000)
    started = time.perf_counter()
    said = [str(each) for each in check_tree(read_tree(root))]
    assert time.perf_counter() - started < 2
    assert f"{MODULE_PATH}:1: the file is larger than 300 kB; split it" in said


def test_a_link_to_another_place_is_not_followed(tmp_path: Path) -> None:
    root = write(tmp_path / "root")
    (tmp_path / "secret.md").write_text("## Secret {#secret}\n\nHidden.\n", "utf-8")
    (root / "modules/basics/huddle.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(InputRefused) as refused:
        read_tree(root)
    assert str(refused.value.problems[0]).startswith("modules/basics/huddle.md: is a link to")


@pytest.mark.parametrize("name", ["../x.md", "/city/x.md", "module/x/module.md", "city/../../x.md"])
def test_a_file_outside_of_the_four_folders_is_not_read(name: str) -> None:
    tree = tree_of({name: b"## Hello {#hello}\n"})
    assert name not in tree.files
    (said,) = tree.reader.reports[name].problems
    assert str(said).startswith(f"{name}:1: this file is not read; put it into one of the folders")


def test_files_in_memory_are_read_as_a_folder_is(tmp_path: Path) -> None:
    root = write(tmp_path)
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
    assert [each.sha256 for each in tree_of(files).packages] == [
        each.sha256 for each in read_tree(root).packages
    ]
