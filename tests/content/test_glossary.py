from pathlib import Path

from tests.content.roots import MODULE, SPANISH, module, problems, tree
from training.content.edition import Edition
from training.content.glossary import Glossary, Term, Words, read_glossary
from training.content.source import Report, read_source

PATH = "city/glossary.md"
MODULE_PATH = "modules/basics/module.md"
GLOSSARY = """Drafts, all of them.

Warrant | Orden
: A paper. | Un papel.

Judicial warrant | Orden judicial (firmada por un juez)
: A paper that a *judge* signed. | Un papel que firmó un juez.

U.S. Immigration and Customs Enforcement (ICE) | Servicio de Inmigración (ICE)
: A federal agency. | Una agencia federal.

## Phrases

| English | Español |
|---|---|
| Hello | Hola |
"""
TEXT = MODULE.replace(
    "Greet people.", "Ask ICE for a judicial warrant. A judicial warrant, not ice."
)


def words(*names: str) -> Words:
    return Words(tuple(Term(each, "…") for each in names))


def found(known: Words, text: str) -> list[str]:
    return [text[each.start : each.end] for each in known.find(text)]


def edition(root: Path, over: dict[str, str]) -> Edition:
    return Edition("basics", "", module(root, {PATH: GLOSSARY, **over}))


def test_terms_are_whole_words_in_any_case_and_number_the_longest_first() -> None:
    known = words("Warrant", "Judicial warrant", "Consent", "Witness")
    assert found(known, "Judicial Warrants, warrants, consenting, a consent") == [
        "Judicial Warrants",
        "warrants",
        "consent",
    ]
    assert found(known, "witness; witnesses; un-consent") == ["witness", "witnesses", "consent"]
    assert found(known, "judicial\nwarrant") == ["judicial\nwarrant"]


def test_an_abbreviation_counts_in_capitals_only() -> None:
    known = words("Agency for Ice (ICE)", "Warrant of removal (I-205)")
    assert found(known, "ICE, ice, ICEs, the I-205 and an agency for ice") == [
        "ICE",
        "ICEs",
        "I-205",
        "agency for ice",
    ]


def test_a_term_may_have_several_names() -> None:
    assert Term("Obstruction / interference", "").forms == ("Obstruction", "interference")
    assert Term("Emergency (exigent) help", "").forms == ("Emergency help",)
    assert found(words("Caregiver's affidavit"), "a caregiver’s affidavit") == [
        "caregiver’s affidavit"
    ]


def test_the_first_use_leads_to_what_it_means_on_the_same_page(tmp_path: Path) -> None:
    page = edition(tmp_path, {MODULE_PATH: TEXT}).sections((), "en")[0]
    assert page.html.count('class="term"') == 2
    assert '<a class="term" href="#word-before-1">ICE</a>' in page.html
    assert "Words on this page (2)" in page.html
    assert '<dt id="word-before-2"><dfn>Judicial warrant</dfn></dt>' in page.html
    assert "<dd>A paper that a <em>judge</em> signed.</dd>" in page.html
    assert "title=" not in page.html


def test_headings_links_and_code_are_left_alone(tmp_path: Path) -> None:
    text = "`warrant` [warrant](https://example.org)\n\n#### Warrant\n\nBye."
    page = edition(tmp_path, {MODULE_PATH: MODULE.replace("Greet people.", text)})
    assert "term" not in page.sections((), "en")[0].html


def test_a_spanish_page_explains_spanish_words(tmp_path: Path) -> None:
    spanish = "## Antes {#before}\n\nPida una orden judicial.[^S1]\n"
    page = edition(tmp_path, {SPANISH: spanish}).sections((), "es")[0]
    assert "Palabras de esta página (1)" in page.html
    assert "<dd>Un papel que firmó un juez.</dd>" in page.html


def test_the_hash_of_a_page_knows_the_meanings_it_shows_and_no_others(tmp_path: Path) -> None:
    def hashes(glossary: str) -> list[str]:
        found = edition(tmp_path, {MODULE_PATH: TEXT, PATH: glossary})
        return [each.sha256 for each in found.sections((), "en")]

    before = hashes(GLOSSARY)
    assert hashes(GLOSSARY.replace("Un papel.", "Otro papel.")) == before
    assert hashes(GLOSSARY.replace(": A paper. |", ": One paper. |")) == before
    after = hashes(GLOSSARY.replace("A federal agency", "An agency"))
    assert (after[0] != before[0], after[1] == before[1]) == (True, True)


def test_a_package_carries_only_what_it_explains_and_reads_the_same_from_it(tmp_path: Path) -> None:
    whole = tree(tmp_path, {MODULE_PATH: TEXT, PATH: GLOSSARY})
    package = whole.packages[0]
    text = package.files[PATH].decode("utf-8")
    assert "A federal agency" in text
    assert "A paper. |" not in text
    assert "Hola" not in text
    report = Report(PATH)
    source = read_source(PATH, package.files[PATH], report)
    assert source is not None
    again = read_glossary(source, report)
    assert {term for each in again.entries for term in each.terms.values()} >= set(
        whole.modules["basics"].terms
    )


def test_a_file_may_have_abbreviations_of_its_own(tmp_path: Path) -> None:
    text = TEXT + "\n*[ICE]: Here, what *is* frozen.\n*[OEI]: The Office.\n"
    page = edition(tmp_path, {MODULE_PATH: text}).sections((), "en")[0]
    assert "<dd>Here, what <em>is</em> frozen.</dd>" in page.html
    assert "federal agency" not in page.html
    assert "*[" not in page.html


MISTAKES = [
    ("Warrant | Orden", "Warrant", 3, "“Warrant” is not in both languages; write “Word | Palabra”"),
    (" | Un papel.\n", "\n", 3, "“Warrant” is not in both languages"),
    ("Judicial warrant |", "Warrant |", 6, "“Warrant” is explained twice; see line 3"),
    ("A paper. |", "A paper.[^S1] |", 3, "the meaning of “Warrant” has a footnote"),
    ("Un papel.\n", "Un papel.\n: Two. | Dos.\n", 3, "“Warrant” needs one meaning in one"),
]


def test_a_mistake_in_the_glossary_is_answered_with_its_line(tmp_path: Path) -> None:
    for before, after, line, message in MISTAKES:
        said = problems(tmp_path, {PATH: GLOSSARY.replace(before, after, 1)})
        assert any(each.startswith(f"{PATH}:{line}: {message}") for each in said), (message, said)


def test_the_city_s_own_glossary_can_be_read() -> None:
    root = Path(__file__).resolve().parents[2]
    report = Report(PATH)
    source = read_source(PATH, (root / PATH).read_bytes(), report)
    assert source is not None
    glossary = read_glossary(source, report)
    assert report.problems == []
    assert len(glossary.entries) > 30
    assert isinstance(glossary, Glossary)
