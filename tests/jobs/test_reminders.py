from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.staff import YESTERDAY, ask, certify, publish_core
from tests.web.matrix.studies import study
from training.assignments.models import Assignment
from training.assignments.reminders.messages import NOT_NOW, REMINDER
from training.assignments.reminders.plan import Chosen
from training.config import Config
from training.content.letter import Letter
from training.flows.queue_reminders import queue_reminders
from training.jobs.messages import compose
from training.jobs.texts import Unsent
from training.outbox import OutboxMessage
from training.people.models import Employee, Employment
from training.settings import put_setting

TEXTS = Path(__file__).resolve().parent.parent.parent
CONFIG = Config(content=TEXTS, public_url="https://city.example.gov")
HOUR = timedelta(hours=1)
NASTY = "<b>*Ann*</b> {link} [x](javascript:1)"


@pytest.fixture
def asked(db: Session, cast: Cast, tmp_path: Path) -> Cast:
    """The library was asked today for something that is due in two weeks."""
    publish_core(db, tmp_path)
    ask(db, "public-library", due=TODAY + timedelta(days=14))
    return cast


def queued(db: Session) -> None:
    queue_reminders(db, now=NOW, today=TODAY, zone=CONFIG.zone)


def composed(db: Session, who: Employee, *, after: timedelta = HOUR) -> Letter | Unsent:
    messages = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == REMINDER)).all()
    (mine,) = [each for each in messages if each.payload["employee"] == who.id]
    return compose(db, REMINDER, mine.payload, CONFIG, now=NOW + after)


def letter_to(db: Session, who: Employee) -> Letter:
    found = composed(db, who)
    assert isinstance(found, Letter)
    return found


def overdue(db: Session, weeks: int = 0) -> None:
    db.execute(update(Assignment).values(due=YESTERDAY - timedelta(weeks=weeks)))


def test_it_says_what_is_asked_by_when_and_leads_to_the_very_page(db: Session, asked: Cast) -> None:
    queued(db)
    letter = letter_to(db, asked.lee)
    assert letter.subject == "New training for you"
    assert "- Core: due on Monday, December 7, 2026" in letter.text
    assert "https://city.example.gov/modules/basics\n" in letter.text
    assert "{" not in letter.text
    assert "\n\n\n" not in letter.text


def test_in_spanish_it_is_all_spanish(db: Session, asked: Cast) -> None:
    overdue(db)
    db.get_one(Employee, asked.lee.id).language = "es"
    db.flush()
    queued(db)
    letter = letter_to(db, asked.lee)
    assert letter.subject == "Su capacitación está vencida"
    assert "- Core: venció el domingo, 22 de noviembre de 2026" in letter.text
    assert "Abrirlo ahora" in letter.html


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_hostile_name_is_only_a_name(db: Session, asked: Cast, language: str) -> None:
    overdue(db, weeks=5)
    for who in (asked.lee, asked.lia):
        row = db.get_one(Employee, who.id)
        row.preferred_name, row.language = NASTY, language
    put_setting(db, "reminders.liaison", 3, by=None, now=NOW)
    db.flush()
    queued(db)
    letter = letter_to(db, asked.lia)
    safe = "&lt;b&gt;*Ann*&lt;/b&gt; {link} [x](javascript:1)"
    assert f"{safe} Liaison" in letter.html
    assert f"{safe} Learner, 1002" in letter.html
    assert NASTY in letter.text
    assert 'href="javascript' not in letter.html


def test_whoever_has_done_it_meanwhile_gets_nothing(db: Session, asked: Cast) -> None:
    queued(db)
    study(db, asked.lee.id, CONFIG)
    assert composed(db, asked.lee) == Unsent("nothing left to remind of")
    db.get_one(Employee, asked.lia.id).email = None
    db.flush()
    assert composed(db, asked.lia) == Unsent("no e-mail address")


@pytest.mark.parametrize("after", [timedelta(hours=9), timedelta(days=1)])
def test_it_never_goes_out_at_night_or_on_another_day(
    db: Session, asked: Cast, after: timedelta
) -> None:
    queued(db)
    assert composed(db, asked.lee, after=after) == Unsent(NOT_NOW)


def test_a_liaison_who_is_overdue_too_reads_both_in_one_mail(db: Session, asked: Cast) -> None:
    overdue(db, weeks=3)
    put_setting(db, "reminders.liaison", 3, by=None, now=NOW)
    queued(db)
    text = letter_to(db, asked.lia).text
    assert "- Core: was due on Sunday, November 1, 2026" in text
    assert "These people have had overdue training for some time:" in text
    assert "- Lee Learner, 1002: Core: was due on Sunday, November 1, 2026" in text
    assert "Lia Liaison, 1003" not in text


def test_a_supervisor_reads_one_list_of_their_own_people_only(db: Session, asked: Cast) -> None:
    rows = db.scalars(
        select(Employment).where(Employment.employee_id.in_([asked.lee.id, asked.lia.id]))
    )
    for row in rows:
        row.supervisor_id = asked.max.id
    overdue(db, weeks=3)
    for key, value in Chosen(supervisor=2, liaison=9).stored().items():
        put_setting(db, key, value, by=None, now=NOW)
    queued(db)
    letter = letter_to(db, asked.max)
    assert letter.subject == "People whose training is long overdue"
    assert [each for each in letter.text.split("\n") if each.startswith("- L")] == [
        "- Lee Learner, 1002: Core: was due on Sunday, November 1, 2026",
        "- Lia Liaison, 1003: Core: was due on Sunday, November 1, 2026",
    ]
    assert "https://city.example.gov/team" in letter.text
    certify(db, asked.lee)
    certify(db, asked.lia)
    assert composed(db, asked.max) == Unsent("nothing left to remind of")


def test_without_published_words_those_of_the_folder_are_sent_and_published_ones_before_them(
    db: Session, asked: Cast, tmp_path: Path
) -> None:
    folder = tmp_path / "other" / "city" / "mail"
    folder.mkdir(parents=True)
    words = "---\nsubject: Ours\n---\n\n{list}\n\n{others}\n\n{link}\n"
    (folder / "assigned.md").write_text(words, "utf-8")
    queued(db)
    message = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == REMINDER)).first()
    assert message
    config = replace(CONFIG, content=tmp_path / "other")
    letter = compose(db, REMINDER, message.payload, config, now=NOW + HOUR)
    assert isinstance(letter, Letter)
    assert letter.subject == "Ours"
