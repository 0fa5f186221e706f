"""What holds for every module an author could write."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content import strategies
from tests.content.writing import written
from training.content.module_file import ModuleFile, read_module
from training.content.source import Report, read_source
from training.content.sources import Cited, City, Entry

PATH = "modules/made-up/module.md"
CITY = City({"S1": Cited("S1", Entry(("A book.",)), "A book.", "[^S1]: A book.", 1)})


def parsed(text: str) -> tuple[ModuleFile, list[str]]:
    report = Report(PATH)
    source = read_source(PATH, text.encode("utf-8"), report)
    assert source is not None, report.problems
    file = read_module(source, "module", CITY, report)
    return file, [str(each) for each in report.problems]


@given(strategies.modules())
@settings(max_examples=50, deadline=None)
def test_a_module_written_out_again_is_the_same_module(text: str) -> None:
    first, problems = parsed(text)
    assert problems == []
    again, problems = parsed(written(first))
    assert problems == []
    assert again.canonical() == first.canonical()
    assert [each.sha256 for each in again.sections] == [each.sha256 for each in first.sections]


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_spaces_empty_lines_and_line_endings_change_no_hash(data: st.DataObject) -> None:
    text = data.draw(strategies.modules())
    first, _ = parsed(text)
    again, problems = parsed(data.draw(strategies.cosmetics(text)))
    assert problems == []
    assert again.canonical() == first.canonical()
    assert [each.sha256 for each in again.sections] == [each.sha256 for each in first.sections]


@settings(max_examples=50, deadline=None)
@given(st.lists(strategies.inlines(), min_size=2, max_size=5))
def test_other_bullets_change_no_hash(items: list[str]) -> None:
    found = set()
    for bullet in "-*+":
        listed = "\n".join(f"{bullet} {each}" for each in items)
        file, _ = parsed(f"---\ntitle: A\nsummary: B\nminutes: 1\n---\n\n## C {{#c}}\n\n{listed}\n")
        found.add((file.canonical(), file.sections[0].sha256))
    assert len(found) == 1
