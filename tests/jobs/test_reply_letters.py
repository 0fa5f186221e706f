"""What people read when they are to answer a dispute, and when they are answered."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.retraining import Course
from training.config import Config
from training.content.feedback.service import About, leave_feedback, reply
from training.content.letter import Letter
from training.content.queries import in_force
from training.jobs.messages import compose
from training.jobs.texts import NO_ADDRESS, Unsent
from training.learning.disputes.models import STANDS, Dispute
from training.learning.disputes.service import answer_dispute, open_dispute, pass_on
from training.people.models import Employee

TEXTS = Path(__file__).resolve().parent.parent.parent
CONFIG = Config(content=TEXTS, public_url="https://city.example.gov")
WORDS = "Look at page two.\n<b>It says so.</b>"


@pytest.fixture
def dispute(db: Session, cast: Cast, tmp_path: Path) -> Dispute:
    course = Course(db, tmp_path)
    course.publish()
    enrolment = course.open(cast.lee)
    course.read(enrolment, cast.lee)
    attempt = course.begin(enrolment, cast.lee)
    course.answer(attempt, cast.lee, right=False)
    made = open_dispute(db, cast.lee.id, attempt.id, item=None, text="Wrong!", now=NOW, today=TODAY)
    course.days = 0
    return made


def compose_it(db: Session, kind: str, **payload: int) -> Letter | Unsent:
    return compose(db, kind, dict(payload), CONFIG, now=NOW)


def test_who_answers_reads_that_they_do_and_nothing_that_was_said(
    db: Session, cast: Cast, dispute: Dispute, tmp_path: Path
) -> None:
    letter = compose_it(db, "dispute-opened", dispute=dispute.id, owner=cast.olga.id)
    assert isinstance(letter, Letter)
    assert letter.email == cast.olga.email
    assert f"https://city.example.gov/disputes/{dispute.id}" in letter.text
    for private in ("Lee", "Learner", "Wrong!"):
        assert private not in letter.text + letter.subject
    olga = Course(db, tmp_path / "again").person(cast.olga)
    pass_on(db, dispute.id, cast.ada.id, by=olga, now=NOW, today=TODAY)
    late = compose_it(db, "dispute-opened", dispute=dispute.id, owner=cast.olga.id)
    assert late == Unsent("no longer theirs to answer")


@pytest.mark.parametrize(("language", "says"), [("en", "The result stands."), ("es", "objeción")])
def test_whoever_disputed_reads_the_answer_in_their_language(
    db: Session, cast: Cast, dispute: Dispute, tmp_path: Path, language: str, says: str
) -> None:
    db.get_one(Employee, cast.lee.id).language = language
    db.flush()
    olga = Course(db, tmp_path / "again").person(cast.olga)
    answer_dispute(db, dispute.id, outcome=STANDS, text=WORDS, by=olga, now=NOW)
    letter = compose_it(db, "dispute-answered", dispute=dispute.id)
    assert isinstance(letter, Letter)
    assert says in letter.text
    assert WORDS in letter.text
    assert "Olga Organizer" in letter.text
    assert "&lt;b&gt;It says so." in letter.html
    db.get_one(Employee, cast.lee.id).email = None
    db.flush()
    assert compose_it(db, "dispute-answered", dispute=dispute.id) == Unsent(NO_ADDRESS)


def test_whoever_said_how_it_works_reads_the_reply(
    db: Session, cast: Cast, dispute: Dispute
) -> None:
    revision = in_force(db, "module", "basics")
    assert revision
    about = About("/modules/basics", "basics", None, revision.id)
    said = leave_feedback(db, cast.max.id, about, "We have no counter.", now=NOW)
    reply(db, said.id, WORDS, by=cast.olga.id, now=NOW)
    letter = compose_it(db, "feedback-answered", feedback=said.id)
    assert isinstance(letter, Letter)
    assert letter.subject == "A reply about “Basics”"
    assert WORDS in letter.text
    assert f"https://city.example.gov/my-feedback/{said.id}" in letter.text
