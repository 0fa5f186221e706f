"""Where a file that an author sends belongs."""

import pytest

from training.content.drafts.placing import (
    UNPLACED,
    bare_name,
    candidates,
    is_place,
    left_out,
    place_folder,
    place_singles,
)

KNOWN = (
    "city/departments.md",
    "city/sources.md",
    "modules/a/module.md",
    "modules/a/departments/zoo.md",
    "modules/b/module.md",
    "modules/b/images/door.png",
    "quizzes/a.md",
)


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("a.md", "", ("quizzes/a.md",)),
        ("sources.md", "", ("city/sources.md",)),
        ("module.md", "", ("modules/a/module.md", "modules/b/module.md")),
        ("new.md", "---\nmodule: a\npass: 80%\n---\n", ("quizzes/new.md",)),
        ("core.md", "---\ntitle: Core\nrequires: a\n---\n", ("certificates/core.md",)),
        ("cards.md", "---\r\nsummary: What to do\r\n---\r\n", ("modules/cards/module.md",)),
        ("a.es.md", "", ("quizzes/a.es.md",)),
        ("bus.md", "---\ndepartments: abq-ride\n---\n", tuple(
            f"modules/{each}/departments/bus.md" for each in "ab")),
        ("sign.PNG", "", ("modules/a/images/sign.PNG", "modules/b/images/sign.PNG")),
        ("notes.md", "Pass: it on.", ()),
        ("notes.txt", "", ()),
    ],
)  # fmt: skip
def test_a_file_s_place_is_told_by_its_name_then_by_its_settings(
    name: str, text: str, places: tuple[str, ...]
) -> None:
    assert candidates(name, text.encode(), KNOWN) == places


def test_a_place_that_is_not_plain_is_left_to_the_author() -> None:
    found = place_singles({"a.md": b"x", "module.md": b"y", "notes.md": b"z"}, KNOWN)
    assert found == {
        "quizzes/a.md": b"x",
        f"{UNPLACED}module.md": b"y",
        f"{UNPLACED}notes.md": b"z",
    }


def test_a_zip_of_one_module_s_folder_belongs_to_the_module_it_is_named_after() -> None:
    files = {"module.md": b"x", "images/door.png": b"y"}
    assert place_folder("Library Cards", files, KNOWN) == {
        "modules/library-cards/module.md": b"x",
        "modules/library-cards/images/door.png": b"y",
    }
    rooted = {"quizzes/a.md": b"x", "notes.md": b"y"}
    assert place_folder("all", rooted, KNOWN) == {"quizzes/a.md": b"x", f"{UNPLACED}notes.md": b"y"}


def test_whoever_sends_a_module_as_a_whole_leaves_out_what_is_not_in_it() -> None:
    assert left_out(["modules/a/module.md"], KNOWN) == ("modules/a/departments/zoo.md",)
    assert left_out(["modules/a/departments/zoo.md", "quizzes/a.md"], KNOWN) == ()
    assert left_out(["city/departments.md"], KNOWN) == ("city/sources.md",)


def test_a_name_keeps_nothing_of_the_folders_it_came_from() -> None:
    for sent in ("../../a.md", "C:\\texts\\a.md", "a.md", "/etc/a.md"):
        assert bare_name(sent) == "a.md"


@pytest.mark.parametrize(
    ("path", "good"),
    [
        ("quizzes/a.md", True),
        ("modules/a/images/Door_1.png", True),
        ("quizzes/../a.md", False),
        ("/quizzes/a.md", False),
        ("quizzes//a.md", False),
        ("quizzes\\a.md", False),
        ("elsewhere/a.md", False),
        ("quizzes", False),
        ("quizzes/" + "a" * 300, False),
    ],
)
def test_a_place_is_inside_one_of_the_four_folders(path: str, good: bool) -> None:
    assert is_place(path) is good
