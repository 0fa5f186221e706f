"""OEI looks at mails, tries other words, sets when reminders go out; who is told what was sent."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOW, TODAY, Cast
from tests.staff import YESTERDAY, ask, publish_core
from tests.web.conftest import SignIn, post
from training.assignments.reminders.messages import PRINTED, reminder_message
from training.assignments.reminders.plan import Chosen
from training.assignments.reminders.queries import chosen_settings
from training.audit import AuditEvent
from training.content.mail_words import WORDS
from training.content.models import Draft
from training.db import Database
from training.outbox import OutboxMessage, sent
from training.people.models import Employee
from training.web.mail_words import kinds_said, words_said

NASTY = "---\nsubject: Now {name}\n---\n\n<script>x</script>\n\n{list}\n\n{others}\n\n{link}\n"


@pytest.fixture
def owing(
    app: Flask, database: Database, cast: Cast, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Lee, who has no e-mail address, is overdue in the library."""
    with database.writing() as db:
        publish_core(db, tmp_path_factory.mktemp("content"))
        ask(db, "public-library", due=YESTERDAY)
        db.get_one(Employee, cast.lee.id).email = None
        db.commit()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_mail_is_shown_as_it_will_look_with_an_invented_reader(
    app: Flask, sign_in: SignIn, language: str
) -> None:
    olga = sign_in("1005")
    assert "Mail" in olga.get("/mail").text
    for kind in WORDS:
        page = olga.get(f"/mail/{kind}?language={language}").text
        shown = page.split('class="mail-body"')[1].split("</section>")[0]
        assert "{" not in shown, kind
        assert "Lee Learner" in shown, kind
        assert "cannot be sent" not in page, kind


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_kind_and_every_word_is_explained(app: Flask) -> None:
    with app.test_request_context("/"):
        assert kinds_said().keys() == WORDS.keys()
        assert words_said().keys() == {word for words in WORDS.values() for word in words}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_other_words_are_shown_and_checked_before_they_become_a_draft(
    database: Database, owing: None, sign_in: SignIn
) -> None:
    olga = sign_in("1005")
    page = post(olga, "/mail/overdue", "/mail/overdue", source=NASTY, language="en").text
    assert "Now Lee Learner" in page
    assert "<script>x" not in page
    wrong = NASTY.replace("{name}", "{nmae}")
    refused = post(olga, "/mail/overdue", "/mail/overdue", source=wrong, language="en", act="draft")
    assert refused.status_code == 422
    assert "“{nmae}” is no word of this mail; did you mean “name”?" in refused.text
    good = NASTY.replace("<script>x</script>", "Hola, {name}:")
    kept = post(olga, "/mail/overdue", "/mail/overdue", source=good, language="es", act="draft")
    assert kept.status_code == 303
    with database.reading() as db:
        draft = db.scalars(select(Draft)).one()
    assert list(draft.files) == ["city/mail/overdue.es.md"]
    assert olga.get(kept.location).status_code == 200


def test_what_is_not_set_is_said_to_be_oei_s_to_confirm_and_nothing_is_assumed(
    database: Database, sign_in: SignIn
) -> None:
    olga = sign_in("1005")
    page = "/mail/settings"
    assert olga.get(page).text.count("to be confirmed by OEI") == 5
    wrong = post(olga, page, page, supervisor="4", liaison="2", opens="09:00")
    assert wrong.status_code == 422
    assert "The supervisor is told first" in wrong.text
    assert "Write both times, or neither." in wrong.text
    values = {"before": ["14", "3"], "supervisor": "2", "liaison": "4", "every": ""}
    assert post(olga, page, page, **values).status_code == 303
    with database.reading() as db:
        assert chosen_settings(db) == Chosen(before=(14, 3), supervisor=2, liaison=4)
        keys = [e.facts["key"] for e in db.scalars(select(AuditEvent)) if "setting" in e.act]
    assert keys == ["reminders.before", "reminders.supervisor", "reminders.liaison"]
    text = olga.get(page).text
    assert "14 days before and 3 days before" in text
    assert text.count("to be confirmed by OEI") == 2
    post(olga, page, page)
    with database.reading() as db:
        assert chosen_settings(db) == Chosen()


def test_a_liaison_prints_a_slip_in_both_languages_and_it_is_on_record(
    database: Database, owing: None, sign_in: SignIn, cast: Cast
) -> None:
    lia = sign_in("1003")
    page = "/departments/public-library/reminders"
    assert "1 person without e-mail has something to do." in lia.get(page).text
    assert "Lia Liaison, " not in lia.get(page).text
    slips = post(lia, page, page, who=[cast.lee.id, cast.max.id]).text
    assert "Core: was due on Sunday, November 22, 2026" in slips
    assert "Core: venció el domingo, 22 de noviembre de 2026" in slips
    assert "http://localhost" in slips
    assert "Max Mover" not in slips
    post(lia, page, page, who=cast.lee.id)
    with database.reading() as db:
        events = [e for e in db.scalars(select(AuditEvent)) if e.act.endswith(":printed")]
        kept = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == "reminder-slip")).one()
    assert [e.facts["employees"] for e in events] == [[cast.lee.id]] * 2
    assert (kept.done, kept.payload["by"]) == (NOW, cast.lia.id)
    assert "Monday, November 23, 2026" in lia.get(page).text
    assert PRINTED in lia.get("/mail/sent?number=1002").text
    assert sign_in("1004").get(page).status_code == 403


def test_what_was_sent_is_shown_to_those_who_may_see_the_person(
    database: Database, owing: None, sign_in: SignIn, cast: Cast
) -> None:
    with database.writing() as db:
        for who in (cast.lia, cast.max):
            message = reminder_message(who.id, TODAY, about=[], told=True, due=NOW)
            made = OutboxMessage(
                key=message.key, kind=message.kind, payload=message.payload, due=NOW, tries=1
            )
            db.add(made)
            db.flush()
            sent(db, made, "accepted by mail.example", now=NOW + timedelta(hours=1))
        db.commit()
    everything = sign_in("1005").get("/mail/sent").text
    assert "Lia Liaison" in everything
    assert "Max Mover" in everything
    assert "accepted by mail.example" in everything
    mine = sign_in("1003").get("/mail/sent").text
    assert "Lia Liaison" in mine
    assert "Max Mover" not in mine
    assert "Nothing to show" in sign_in("1003").get("/mail/sent?number=1004").text
    assert sign_in("1002").get("/mail/sent").status_code == 403
