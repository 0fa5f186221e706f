"""A small module that is published again and again, and people who take what it asks of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY
from tests.small_content import write_root
from training.assignments.models import Assignment, RequirementVersion
from training.assignments.owed.queries import owing_of
from training.assignments.owing.debts import Owing
from training.config import Config
from training.content.edition import Edition
from training.content.labels import Label, Labelled
from training.content.queries import module_edition
from training.content.ready import ready
from training.content.tree import tree_of
from training.credentials.models import Credential
from training.credentials.queries import in_force_and_held
from training.flows.begin_quiz import begin_quiz
from training.flows.finish_reading import finish_reading
from training.flows.open_module import open_module
from training.flows.publish import publish_tree
from training.flows.submit_quiz import submit_quiz
from training.learning.delta import Delta, asks_quiz, read_delta
from training.learning.models import Attempt, Enrolment
from training.learning.queries import enrolled, items_of
from training.learning.service import mark_read, save_answer
from training.people.departments.queries import lineage_of
from training.people.models import Employee
from training.people.queries import Person, person

CONFIG = Config(public_url="https://training.example", digest="at-once")
SPANISH = """---
title: Lo básico
---

## Antes {#before}

Salude a la gente.[^S1]

## Después {#after}

Anote lo que pasó.[^S1]
"""


def label(
    kind: str,
    *parts: str,
    department: str | None = None,
    language: str = "en",
    cause: str = "edit",
    due: date | None = None,
    wrong_key: bool = False,
) -> list[Labelled]:
    """One label, given once for a cause and all the parts that change because of it."""
    return [
        Labelled(
            part if ":" in part else f"section:{part}",
            department,
            language,
            Label(kind),
            cause,
            "The rule is another one.",
            due,
            wrong_key,
        )
        for part in parts
    ]


class Course:
    """The module `basics` and its certificate; every act is on a day of its own."""

    def __init__(self, db: Session, folder: Path, modules: tuple[str, ...] = ("basics",)) -> None:
        root = write_root(folder / "root", modules=modules)
        self.db = db
        self.days = 0
        self.files = {
            str(path.relative_to(root)): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }

    @property
    def now(self) -> datetime:
        """The instant of the last act."""
        return NOW + timedelta(days=self.days)

    @property
    def today(self) -> date:
        """Its local day."""
        return TODAY + timedelta(days=self.days)

    def write(self, over: Mapping[str, str | None]) -> None:
        """Put files over the working copy; none takes one away."""
        for path, text in over.items():
            self.files.pop(path, None)
            if text is not None:
                self.files[path] = text.encode()

    def edit(self, *changes: tuple[str, str]) -> None:
        """Replace words wherever they stand."""
        for old, new in changes:
            found = [path for path, raw in self.files.items() if old.encode() in raw]
            assert found, old
            for path in found:
                self.files[path] = self.files[path].replace(old.encode(), new.encode())

    def publish(self, *changes: tuple[str, str], labels: Iterable[Sequence[Labelled]] = ()) -> None:
        """Publish the working copy after some changes, with its labels."""
        self.days += 1
        self.edit(*changes)
        rows = [row for each in labels for row in each]
        publish_tree(
            self.db,
            ready(tree_of(self.files)),
            by=None,
            now=self.now,
            labels={("module", "basics"): rows},
        )

    def require(self, employees: Iterable[Employee], **rules: int) -> None:
        """Ask some people for the certificate, by some rules."""
        version = RequirementVersion(
            requirement="core",
            n=1,
            certificate="core",
            audience={"everyone": True},
            rules=rules,
            from_at=NOW,
            by=None,
        )
        self.db.add(version)
        for each in employees:
            asked = Assignment(
                employee_id=each.id,
                requirement="core",
                certificate="core",
                from_at=NOW,
                to_at=None,
                due=None,
            )
            self.db.add(asked)
        self.db.flush()

    def person(self, employee: Employee) -> Person:
        """Somebody as they are on the day of the last act."""
        found = person(self.db, employee.id, now=self.now, today=self.today)
        assert found is not None
        return found

    def owing(self, employee: Employee) -> Owing:
        """What somebody owes after the last act."""
        who = self.person(employee)
        return owing_of(self.db, who, "basics", now=self.now, today=self.today)

    def owes(self, employee: Employee) -> dict[str, str]:
        """The same by part, in words."""
        return {each.part: each.owes.name.lower() for each in self.owing(employee).debts}

    def open(self, employee: Employee, module: str = "basics") -> Enrolment:
        """What they get when they open a module."""
        return open_module(self.db, self.person(employee), module, now=self.now)

    def asked(self, employee: Employee) -> Delta | None:
        """What a delta asks of them; none where all of it is asked, or nothing."""
        return read_delta(self.open(employee).parts)

    def edition(self, enrolment: Enrolment) -> Edition:
        """The text that an enrolment is on."""
        where = enrolled(self.db, enrolment.id, enrolment.employee_id)
        return module_edition(self.db, where.revision)

    def read(self, enrolment: Enrolment, employee: Employee, language: str = "en") -> None:
        """Read all that is to be read."""
        edition = self.edition(enrolment)
        lineage = lineage_of(self.db, enrolment.department_id)
        delta = read_delta(enrolment.parts)
        pages = {each.id: each for each in edition.sections(lineage, language)}
        for each in delta.read if delta else pages:
            mark_read(self.db, enrolment, pages[each], now=self.now)
        for each in delta.see if delta else ():
            seen = edition.item(each, lineage, language)
            mark_read(self.db, enrolment, seen, now=self.now)
        finish_reading(
            self.db,
            self.person(employee),
            enrolment.id,
            language=language,
            now=self.now,
            config=CONFIG,
        )

    def begin(self, enrolment: Enrolment, employee: Employee, language: str = "en") -> Attempt:
        """Begin the quiz."""
        who = self.person(employee)
        return begin_quiz(self.db, who, enrolment.id, language=language, seed=7, now=self.now)

    def answer(self, attempt: Attempt, employee: Employee, *, right: bool = True) -> None:
        """Answer everything and hand in."""
        enrolment = self.db.get_one(Enrolment, attempt.enrolment_id)
        edition = self.edition(enrolment)
        for drawn in items_of(self.db, attempt.id):
            item = edition.drawn_item(drawn.item, attempt.language)
            value = [n for n, option in enumerate(item.options) if option.correct == right]
            save_answer(self.db, attempt.id, employee.id, item.id, 1, value, now=self.now)
        submit_quiz(self.db, self.person(employee), attempt.id, now=self.now, config=CONFIG)

    def take(
        self, employee: Employee, language: str = "en", *, module: str = "basics"
    ) -> Enrolment:
        """Open a module and do all that it asks; what is finished already stays so."""
        self.days += 1
        enrolment = self.open(employee, module)
        if enrolment.closed is None:
            self.read(enrolment, employee, language)
        if enrolment.closed is None:
            assert asks_quiz(self.edition(enrolment), read_delta(enrolment.parts))
            self.answer(self.begin(enrolment, employee, language), employee)
        assert enrolment.closed is not None
        return enrolment

    def held(self, employee: Employee) -> Credential:
        """The certificate that they hold."""
        return in_force_and_held(self.db, employee.id).held["core"].credential
