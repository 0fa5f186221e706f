"""Sending texts in, comparing, proposing and publishing: as an author and a second person do."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast
from tests.small_content import MODULE, QUIZ, SUPPLEMENT
from tests.web.conftest import SignIn, post
from tests.web.publishing import (
    CHANGED,
    MODULE_FILE,
    acts,
    drafted,
    propose,
    proposed,
    published,
    set_up,
    upload,
    zipped,
)
from training.content.models import Draft, Revision
from training.content.queries import in_force
from training.db import Database


def basics(database: Database) -> Revision:
    with database.reading() as db:
        found = in_force(db, "module", "basics")
    assert found is not None
    return found


def test_the_list_says_what_is_in_force_and_who_has_yet_to_approve_it(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    empty = sign_in("1001").get("/content").text
    assert "Nothing is published yet" in empty
    set_up(database, tmp_path, cast)
    page = sign_in("1001").get("/content").text
    for words in ("Basics", "Core", "The City&#39;s files", basics(database).short):
        assert words in page
    assert "waits for legal reviewer, OEI" in page
    assert "the command line" in page
    assert 'href="/content" aria-current="page"' in page
    assert 'href="/content"' not in sign_in("1002").get("/").text


def test_a_text_goes_from_a_file_to_being_in_force_by_two_people(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada, olga = sign_in("1001"), sign_in("1005")
    page = drafted(ada, {"module.md": CHANGED})
    shown = ada.get(page).text
    assert "It would change 1 text; nothing has happened yet." in shown
    assert "<del>people</del>" in shown
    assert "<ins>everybody who comes in</ins>" in shown
    assert "Greet" in shown
    assert MODULE_FILE in shown
    assert olga.get(page).status_code == 404
    empty = post(ada, page, f"{page}/propose", slugs="basics", reason=" ")
    assert empty.status_code == 422
    assert "Say what changes and why." in empty.text
    sent = propose(ada, page, "Kinder words.")
    proposal = str(sent.location)
    assert ada.get(page).status_code == 404
    assert basics(database).number == 1
    own = ada.get(proposal).text
    assert "somebody else has to agree" in own
    assert "Publish…" not in own
    assert post(ada, proposal, f"{proposal}/publish").status_code == 403
    assert "Texts that wait for you" in olga.get("/").text
    asked = olga.get(f"{proposal}/publish").text
    assert "It stays a pilot until these approve exactly this text: legal reviewer, OEI." in asked
    assert post(olga, f"{proposal}/publish", f"{proposal}/publish").status_code == 303
    now = basics(database)
    assert (now.number, now.by, now.second) == (2, cast.ada.id, cast.olga.id)
    assert now.manifest["reason"] == "Kinder words."
    assert "It is decided" in olga.get(proposal).text
    assert post(olga, proposal, f"{proposal}/publish").status_code == 409


def test_every_mistake_is_said_with_its_line_and_a_corrected_file_goes_on_top(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    broken = MODULE.replace("[^S1]", "[^S9]").replace("needs:", "neds:")
    page = drafted(ada, {"module.md": broken})
    shown = ada.get(page).text
    assert "have to be corrected before it can be published" in shown
    assert f"{MODULE_FILE}:5" in shown
    assert f"{MODULE_FILE}:11" in shown
    assert "What to do:" in shown
    assert "Propose for publishing" not in shown
    assert post(ada, page, f"{page}/propose", slugs="basics", reason="x").status_code == 422
    assert acts(database, "publish-content") == []
    assert upload(ada, {"module.md": CHANGED}, f"{page}/files").status_code == 303
    assert "It would change 1 text" in ada.get(page).text
    assert upload(ada, {}, f"{page}/files").status_code == 422


def test_a_zip_may_hold_the_root_a_part_of_it_or_one_module_s_folder(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    inside = {"curriculum/modules/basics/module.md": CHANGED, "__MACOSX/x": "", ".DS_Store": ""}
    page = drafted(ada, {"all.zip": zipped(inside)})
    shown = ada.get(page).text
    supplement = "modules/basics/departments/public-library.md"
    assert supplement in shown
    assert "would go: it was not in what you sent" in shown
    assert post(ada, page, f"{page}/back", path=supplement).status_code == 303
    assert "would go" not in ada.get(page).text
    folder = {"basics/module.md": CHANGED, "basics/departments/public-library.md": SUPPLEMENT}
    page = drafted(ada, {"basics.zip": zipped(folder)})
    shown = ada.get(page).text
    assert MODULE_FILE in shown
    assert "would go" not in shown
    assert ada.get("/content").text.count('href="/content/drafts/') == 2


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "Choose a zip or at least one file."),
        ({"a.zip": b"PK\x03\x04 nonsense"}, "is not a whole zip"),
        ({"a.zip": zipped({"../../etc/passwd": "x"})}, "is not a place in a content root"),
        ({"module.md": MODULE}, "All of it says what is in force already."),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(
    sign_in: SignIn,
    database: Database,
    tmp_path: Path,
    cast: Cast,
    files: dict[str, str | bytes],
    words: str,
) -> None:
    set_up(database, tmp_path, cast)
    answer = upload(sign_in("1001"), files)
    assert answer.status_code == 422
    assert words in answer.text
    with database.reading() as db:
        assert db.query(Draft).all() == []


def test_where_a_file_belongs_is_asked_when_its_name_does_not_say(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    desk = SUPPLEMENT.replace("public-library", "abq-ride").replace("desk", "bus")
    page = drafted(ada, {"notes.md": desk.split("---\n")[2], "abq-ride.md": desk})
    shown = ada.get(page).text
    assert "Where does “notes.md” belong?" in shown
    assert "modules/basics/departments/abq-ride.md" in shown
    places = f"{page}/places"
    wrong = post(ada, page, places, name="notes.md", place="", other="../notes.md")
    assert wrong.status_code == 422
    assert 'value="../notes.md"' in wrong.text
    assert post(ada, page, places, name="notes.md").status_code == 422
    told = post(ada, page, places, name="notes.md", other="quizzes/notes.md")
    assert told.status_code == 303
    assert "Where does" not in ada.get(page).text
    assert "quizzes/notes.md" in ada.get(page).text


def test_the_folder_of_the_server_is_taken_as_it_is(
    sign_in: SignIn, app: Flask, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    answer = post(ada, "/content/upload", "/content/folder")
    assert answer.status_code == 303
    assert "modules/executive-order/module.md" in ada.get(str(answer.location)).text


def test_only_some_of_a_draft_may_be_proposed_and_the_rest_is_said_to_be_left(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    certificate = (tmp_path / "root/certificates/core.md").read_text("utf-8")
    files = {"module.md": CHANGED, "core.md": certificate.replace("completed", "learnt")}
    page = drafted(ada, files)
    assert "It would change 2 texts" in ada.get(page).text
    nothing = post(ada, page, f"{page}/propose", slugs="unknown", reason="Why")
    assert nothing.status_code == 422
    sent = post(ada, page, f"{page}/propose", slugs="core", reason="Why")
    assert sent.status_code == 303
    (act,) = acts(database, "publish-content")
    assert [each["slug"] for each in act.params["packages"]] == ["core"]
    assert "still in your draft" in ada.get(str(sent.location)).text
    assert "It would change 1 text;" in ada.get(page).text, "the certificate is proposed already"
    last = propose(ada, page, "Why")
    assert "still in your draft" not in ada.get(str(last.location)).text
    assert ada.get(page).status_code == 404


def test_a_draft_that_was_overtaken_is_kept_and_can_go_on_from_there(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada, olga = sign_in("1001"), sign_in("1005")
    page = drafted(ada, {"module.md": MODULE.replace("Greet people.", "Say hello.")})
    published(olga, ada)
    answer = propose(ada, page, "Mine")
    assert answer.status_code == 409
    assert "Your draft is still here" in answer.text
    assert "Mine</textarea>" in answer.text
    assert post(ada, page, f"{page}/again").status_code == 303
    again = propose(ada, page, "Mine")
    assert again.status_code == 303


def test_a_proposal_that_was_overtaken_is_taken_up_as_a_draft_again(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada, olga = sign_in("1001"), sign_in("1005")
    page = proposed(ada, MODULE.replace("Greet people.", "Say hello."))
    published(ada, olga)
    shown = olga.get(page).text
    assert "Somebody has published something else since" in shown
    late = post(olga, page, f"{page}/publish")
    assert late.status_code == 409
    assert basics(database).number == 2
    again = post(ada, page, f"{page}/again")
    assert again.status_code == 303
    draft = ada.get(str(again.location)).text
    assert "<ins>Say hello</ins>" in draft or "Say hello" in draft
    assert "<del>" in draft


def test_refusing_and_taking_back_publish_nothing(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada, olga = sign_in("1001"), sign_in("1005")
    first = proposed(ada)
    assert "Refuse this?" in olga.get(f"{first}/refuse").text
    assert post(olga, f"{first}/refuse", f"{first}/refuse").status_code == 303
    assert "Take it up as my draft" in ada.get(first).text
    second = proposed(ada, reason="Once more")
    assert "Take it back?" in ada.get(f"{second}/refuse").text
    assert post(ada, f"{second}/refuse", f"{second}/refuse").status_code == 303
    assert basics(database).number == 1
    assert ada.get(f"{second}/nonsense").status_code == 404


def test_a_draft_is_discarded_after_a_question(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada, olga = sign_in("1001"), sign_in("1005")
    page = drafted(ada, {"module.md": CHANGED})
    assert post(olga, "/content", f"{page}/discard").status_code == 404
    assert "Discard this draft?" in ada.get(f"{page}/discard").text
    assert post(ada, f"{page}/discard", f"{page}/discard").status_code == 303
    assert ada.get(page).status_code == 404


def test_reviewers_read_a_proposal_with_its_answers_and_approve_exactly_that_text(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada, max_, olga = sign_in("1001"), sign_in("1004"), sign_in("1005")
    page = proposed(ada)
    assert "A text waits for your approval" in max_.get("/").text
    read = max_.get(f"{page}/read/basics?department=public-library").text
    assert "Library cards are private" in read
    assert "Right" in read
    assert "That comes last." in read
    shown = max_.get(page).text
    sha = re.search(r'name="sha256" value="([0-9a-f]{64})"', shown)
    assert sha
    assert "Approve exactly this text as OEI" not in shown
    approve = "/content/module/basics/approve"
    fields = {"sha256": sha[1], "role": "legal", "back": page}
    answer = post(max_, page, approve, **fields)
    assert (answer.status_code, answer.location) == (303, page)
    assert "Approved by legal reviewer" in ada.get(page).text
    assert post(max_, page, approve, **(fields | {"role": "oei"})).status_code == 403
    away = post(max_, page, approve, **(fields | {"back": "https://example.com"}))
    assert away.location == "/content"
    post(olga, page, approve, **(fields | {"role": "oei"}))
    assert "Every reviewer has approved" in olga.get(f"{page}/publish").text
    assert ada.get(f"{page}/read/nothing").status_code == 404


def test_a_quiz_alone_changes_its_module(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    page = drafted(ada, {"basics.md": QUIZ.replace("A farewell", "A goodbye")})
    shown = ada.get(page).text
    assert "quizzes/basics.md" in shown
    assert "<ins>goodbye</ins>" in shown
    only = ada.get(f"{page}?department=everybody&language=es").text
    assert "nothing changes for this choice" in only
