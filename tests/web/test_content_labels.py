"""What an author says of each change before proposing it, and what a second person reads of it."""

import re
from pathlib import Path

from flask.testing import FlaskClient

from tests.cast import Cast
from tests.small_content import MODULE, QUIZ
from tests.web.conftest import SignIn, post
from tests.web.publishing import CHANGED, acts, drafted, labels_on, published, set_up, zipped
from training.content.asking.queries import labels_of
from training.content.labels import Label
from training.content.queries import in_force
from training.db import Database

OTHER_KEY = QUIZ.replace("- [x] A greeting", "- [ ] A greeting").replace(
    "- [ ] A farewell\n  > That comes last.", "- [x] A farewell\n  > That comes last."
)
ADDED = CHANGED + "\n## Later {#later}\n\nThank everybody who waited.\n"
LAW = "The council changed the rule."


def card(page: str, title: str) -> tuple[str, str]:
    """The words of a cause's card, and what its fields' names begin with."""
    cards = page.split('class="label-card"')[1:]
    found = next(each for each in cards if f">{title}" in each)
    match = re.search(r'name="(c[0-9a-f]{12})-label"', found)
    assert match
    return found, match[1]


def begun(ada: FlaskClient) -> tuple[str, str]:
    """A draft with a changed section, a new one and a corrected key; its address and its page."""
    draft = drafted(ada, {"module.md": ADDED, "basics.md": OTHER_KEY})
    return draft, ada.get(draft).text


def test_each_cause_is_asked_about_once_with_whom_it_changes_something_for(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    _draft, page = begun(sign_in("1001"))
    assert page.count('class="label-card"') == 3
    before, _ = card(page, "Before")
    assert "modules/basics/module.md#before" in before
    assert "for everybody, English" in before
    assert "Wording: it means the same" in before
    assert 'href="#basics-section-before"' in before
    assert page.count('id="basics-section-before"') == 1
    assert " checked" not in before
    later, _ = card(page, "Later")
    assert "everybody who must know this module reads it once" in later
    assert "Wording" not in later
    key, _ = card(page, "What comes first?")
    assert "The old key was wrong" in key
    assert "The old key was wrong" not in before


def test_nothing_typed_is_lost_when_something_is_missing(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    draft, page = begun(ada)
    before, later, key = (card(page, each)[1] for each in ("Before", "Later", "What comes first?"))
    sent = {
        "slugs": "basics",
        "reason": "New rules.",
        f"{before}-label": "retest",
        f"{before}-reason": LAW,
        f"{before}-due": "soon",
        f"{later}-label": "wording",
        f"{later}-reason": "More.",
        f"{key}-wrong_key": "y",
    }
    answer = post(ada, draft, f"{draft}/propose", **sent)
    assert answer.status_code == 422
    assert acts(database, "publish-content") == []
    told, _ = card(answer.text, "Before")
    assert LAW in told
    assert re.search(r'value="retest"[^>]*checked|checked[^>]*value="retest"', told)
    assert "Write the day as year-month-day" in told
    assert 'value="soon"' in told
    told, _ = card(answer.text, "Later")
    assert "is new, so that it cannot be a change of wording." in told
    told, _ = card(answer.text, "What comes first?")
    assert "Nobody has said what this change to" in told
    assert re.search(r'name="[^"]*wrong_key"[^>]*checked|checked[^>]*wrong_key', told)
    for target in (f"#{before}-due", f"#{later}-label-0", f"#{key}-label-0"):
        assert f'href="{target}"' in answer.text
        assert f'id="{target[1:]}"' in answer.text
    assert "New rules.</textarea>" in answer.text


def test_the_second_person_reads_what_is_asked_and_the_revision_keeps_it(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada, olga = sign_in("1001"), sign_in("1005")
    draft, page = begun(ada)
    before, key = card(page, "Before")[1], card(page, "What comes first?")[1]
    sent = {
        "slugs": "basics",
        "reason": "New rules.",
        "all-label": "reread",
        "all-reason": LAW,
        "all-due": "2099-01-31",
        f"{before}-label": "wording",
        f"{before}-reason": "It means the same.",
        f"{key}-label": "retest",
        f"{key}-due": "02/28/2099",
        f"{key}-wrong_key": "y",
    }
    proposal = str(post(ada, draft, f"{draft}/propose", **sent).location)
    shown = olga.get(proposal).text
    assert "What it asks of people" in shown
    assert "It means the same." in shown
    assert shown.count(f"“{LAW}”") == 2
    assert "by Saturday, January 31, 2099" in shown
    assert "They read what changed and answer the questions about it again." in shown
    assert "then only those now wrong are." in shown
    assert post(olga, f"{proposal}/publish", f"{proposal}/publish").status_code == 303
    with database.reading() as db:
        revision = in_force(db, "module", "basics")
        assert revision is not None
        found = {(each.part, each.department): each for each in labels_of(db, revision)}
    assert found["section:before", "public-library"].label is Label.WORDING
    assert found["section:later", None].label is Label.REREAD
    asked = found["item:first", None]
    assert (asked.label, asked.wrong_key, asked.reason) == (Label.RETEST, True, LAW)
    kept = olga.get("/content/module/basics/2").text
    assert "What it asked of people" in kept
    assert LAW in kept


def test_a_text_that_comes_back_is_labelled_too(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    published(ada, sign_in("1005"))
    page = "/content/module/basics/1/roll-back"
    answer = post(ada, page, page, reason="They were right.")
    assert answer.status_code == 422
    assert "Nobody has said what this change to “Before” asks" in answer.text
    assert "They were right.</textarea>" in answer.text
    looked = post(ada, page, page, reason="They were right.", look="yes", **labels_on(ada, page))
    assert looked.status_code == 200
    assert "What it would ask of people" in looked.text
    assert "They were right.</textarea>" in looked.text


def test_a_certificate_asks_for_a_further_module_from_renewal_unless_a_day_is_said(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    design = (tmp_path / "root/certificates/core.md").read_text("utf-8")
    design = design.replace("requires: basics", "requires: basics, counter")
    module = MODULE.replace("title: Basics", "title: Counter").replace("{#", "{#c-")
    quiz = QUIZ.replace("module: basics", "module: counter").replace("Covers: ", "Covers: c-")
    root = {
        "modules/counter/module.md": module,
        "quizzes/counter.md": quiz,
        "certificates/core.md": design,
    }
    draft = drafted(ada, {"root.zip": zipped(root)})
    told, prefix = card(ada.get(draft).text, "It requires a further module: counter")
    assert re.search(r'checked[^>]*value=""|value=""[^>]*checked', told)
    sent: dict[str, object] = {"slugs": ["core", "counter"], "reason": "More."}
    by_a_day = {f"{prefix}-label": "reread", f"{prefix}-reason": LAW}
    answer = post(ada, draft, f"{draft}/propose", **sent, **by_a_day)
    assert "The label has no due date." in answer.text
    assert (
        post(ada, draft, f"{draft}/propose", **sent, **{f"{prefix}-label": ""}).status_code == 303
    )
    (act,) = acts(database, "publish-content")
    assert [each["labels"] for each in act.params["packages"]] == [[], []]


def test_the_form_and_its_errors_speak_spanish(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    post(ada, "/content", "/language", language="es")
    draft, page = begun(ada)
    told, _ = card(page, "Before")
    assert "Redacción: dice lo mismo, y nadie tiene que hacer nada" in told
    answer = post(ada, draft, f"{draft}/propose", slugs="basics", reason="Reglas nuevas.")
    told, _ = card(answer.text, "Before")
    assert "Nadie ha dicho qué pide este cambio" in told
    assert not re.search(r"Say what|Nobody|Reread", told)
