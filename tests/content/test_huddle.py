from datetime import date
from pathlib import Path

from tests.content.roots import MODULE, module, tree
from training.content.edition import Edition

HUDDLE = "modules/basics/huddle.md"
MODULE_PATH = "modules/basics/module.md"
SPOKEN = (
    "Ask everybody: who is our liaison? {contact: liaison}[^S1]\n\n> [!NOTE]\n> Five minutes.\n"
)


def test_a_briefing_belongs_to_its_module_s_package(tmp_path: Path) -> None:
    before = tree(tmp_path).packages[0]
    package = tree(tmp_path, {HUDDLE: SPOKEN}).packages[0]
    assert package.files[HUDDLE] == SPOKEN.encode()
    assert package.sha256 != before.sha256
    assert package.parts == before.parts
    wrapped = tree(tmp_path, {HUDDLE: SPOKEN.replace("who is", "who\nis")}).packages[0]
    assert wrapped.sha256 == package.sha256


def test_a_briefing_is_shown_with_its_sources(tmp_path: Path) -> None:
    spanish = "Pregunte: ¿quién es nuestro enlace?\n"
    over = {HUDDLE: SPOKEN, HUDDLE.replace(".md", ".es.md"): spanish}
    found = Edition("basics", "", module(tmp_path, over))
    english = found.huddle("en")
    assert english is not None
    assert "The handbook" in english.html
    told = found.huddle("es")
    assert told is not None
    assert (told.language, told.html) == ("es", "<p>Pregunte: ¿quién es nuestro enlace?</p>")
    assert Edition("basics", "", module(tmp_path, {HUDDLE: "Hi."})).huddle("es") is not None


def test_a_module_may_have_no_briefing(tmp_path: Path) -> None:
    assert Edition("basics", "", module(tmp_path)).huddle("en") is None


def test_a_section_says_which_acts_it_serves_and_what_waits_for_oei(tmp_path: Path) -> None:
    text = MODULE.replace(
        "Greet people.",
        "Serves: wait, call\nPolicy: the Order\n\nGreet.\n\n> [!IMPORTANT]\n> To be confirmed by "
        "OEI: *whom*\n> to call.\n\nBye.",
    )
    acts = "# Acts\n\n## Wait {#wait}\n\n## Call {#call}\n"
    before, after = module(tmp_path, {MODULE_PATH: text, "city/acts.md": acts}).base.sections
    assert [each.text for each in before.settings.serves] == ["wait", "call"]
    assert [each.text for each in before.settings.policy] == ["the Order"]
    assert "Serves" not in before.text
    (waiting,) = before.pending_callouts
    assert (waiting.line, waiting.text) == (16, "To be confirmed by OEI: whom to call.")
    assert after.pending_callouts == ()


def test_what_a_section_serves_is_no_words_but_is_published(tmp_path: Path) -> None:
    acts = {"city/acts.md": "## Wait {#wait}\n"}
    before = tree(tmp_path, acts).packages[0]
    text = MODULE.replace("Greet people.", "Serves: wait\n\nGreet people.")
    after = tree(tmp_path, {MODULE_PATH: text, **acts}).packages[0]
    assert after.parts == before.parts
    assert after.sha256 != before.sha256


def test_holidays_are_in_the_order_of_their_days(tmp_path: Path) -> None:
    text = "# Days\n\n- 2026-12-25: Christmas Day | Navidad\n- 2026-01-01: New Year's Day\n"
    first, last = tree(tmp_path, {"city/calendar.md": text}).holidays
    assert (first.day, first.names) == (date(2026, 1, 1), {"en": "New Year's Day"})
    assert last.names == {"en": "Christmas Day", "es": "Navidad"}
