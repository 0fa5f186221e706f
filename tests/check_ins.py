"""Somebody who was certified, and the questions that they are asked since."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.retraining import CONFIG, Course
from training.content.models import Revision
from training.content.queries import module_edition
from training.credentials.check_ins.models import CheckIn
from training.credentials.check_ins.queries import series_of
from training.credentials.check_ins.timetable import Asked, on_offer
from training.flows.answer_check_in import Answered, answer_check_in
from training.flows.offer_check_ins import offer_check_ins
from training.flows.open_check_in import open_check_in
from training.learning.answers import right_answer
from training.people.models import Employee

YEAR = ("valid-for: until the text changes", "valid-for: 1 year")
MORE = """
## Later {draw=1}

### Where do you look? {#look}
Covers: before

- [x] Up
  > Yes.
- [ ] Down
  > There is nothing there.

### Scenario: Somebody asks your name. {#name}
Covers: after

#### They wait. {#start}
- [Say it](#said)
  > That is kind.
- [Ask theirs](#asked)

#### They say thank you. {#said}
Result: best 2
> They know whom to ask for.

#### They do not answer. {#asked}
Result: harmful 0
> They came for help.

### Kept for later: what do you greet with? {#kept}
Covers: before
Use: check

- [x] A word
  > Yes.
- [ ] A shout
  > It frightens.

> A word is enough.[^S1]
"""
CHECK, SCENARIO = "kept", "name"


class Asking(Course):
    """A course whose certificates are good for a year, and what is asked of those who have one."""

    def __init__(self, db: Session, folder: Path, *changes: tuple[str, str]) -> None:
        super().__init__(db, folder)
        self.files["quizzes/basics.md"] += MORE.encode()
        self.publish(*(changes or (YEAR,)))

    def wait(self, days: int, *, most: int = 1000) -> None:
        """Let some days pass, and on the last of them have offered what is due."""
        self.days += days
        self.offer(most=most)

    def offer(self, *, most: int = 1000) -> None:
        """Offer what is due on the day of the last act."""
        after: int | None = 0
        while after is not None:
            after = offer_check_ins(self.db, after=after, most=most, now=self.now)

    def offered(self, employee: Employee) -> list[tuple[int, date]]:
        """Everything that somebody was ever offered of what they hold: which, and since when."""
        return [
            (each.n, each.due) for one in series_of(self.db, employee.id) for each in one.check_ins
        ]

    def open_now(self, employee: Employee) -> Asked | None:
        """What they may answer today."""
        held = [each.kept for each in series_of(self.db, employee.id)]
        return on_offer(held, today=self.today, zone=CONFIG.zone)

    def ask(self, employee: Employee, language: str = "en", seed: int = 3) -> CheckIn:
        """The question on offer, opened."""
        found = self.open_now(employee)
        assert found is not None, "nothing is on offer"
        return open_check_in(
            self.db, self.person(employee), found.id, language=language, seed=seed, now=self.now
        )

    def say(self, employee: Employee, row: CheckIn, value: object) -> Answered:
        """An answer."""
        who = self.person(employee)
        return answer_check_in(self.db, who, row.id, value, now=self.now, config=CONFIG)

    def reply(self, employee: Employee, *, right: bool = True) -> Answered:
        """Open what is on offer and answer it whole."""
        row = self.ask(employee)
        assert row.item
        edition = module_edition(self.db, self.db.get_one(Revision, row.revision_id))
        view = edition.drawn_item(row.item, "en")
        value = right_answer(view, employee.name)
        if not right:
            value = [1] if view.kind != "all" else [2]
        return self.say(employee, row, value)


def asked_a_week_later(db: Session, cast: Cast, folder: Path) -> Asking:
    """A course in which Lee has been certified, and offered a question a week later."""
    course = Asking(db, folder)
    course.require([cast.lee, cast.max])
    course.take(cast.lee)
    course.wait(8)
    return course
