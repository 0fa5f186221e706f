from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, employee, grant, move
from tests.credentials.earned import completion, facts
from tests.jobs.conftest import DIGEST
from tests.jobs.inbox import body, mails
from tests.small_content import write_root
from training.config import Config
from training.content.models import Revision
from training.credentials.service import issue
from training.db import Database
from training.flows.publish import publish_tree
from training.jobs.loop import run_once
from training.outbox import Message, enqueue
from training.people.models import Department, Employee, RoleGrant
from training.reporting.digest import digest_lines, next_morning, queue_digest

SEVEN = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
"""Seven o'clock in Albuquerque on the morning after."""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    folder = tmp_path / "root" / "city" / "mail"
    folder.mkdir(parents=True)
    (folder / "liaison-digest.md").write_text(DIGEST, "utf-8")
    return Config(
        instance=tmp_path / "instance",
        content=tmp_path / "root",
        public_url="https://city.example.gov/staff",
    )


@pytest.fixture
def texts(db: Session, cast: Cast, tmp_path: Path) -> dict[str, Revision]:
    """The published texts by kind."""
    published = publish_tree(db, write_root(tmp_path / "texts"), by=None, now=NOW)
    db.commit()
    return {each.revision.kind: each.revision for each in published}


def queued(
    db: Session, who: Employee, where: Department, config: Config, *, now: datetime = NOW
) -> list[Message]:
    return queue_digest(
        db, department_id=where.id, completion_id=7, employee_id=who.id, now=now, config=config
    )


def lines(db: Session, where: Department, day: date = TODAY, only: int | None = None) -> list[str]:
    found = digest_lines(
        db,
        department_id=where.id,
        day=day,
        completion_id=only,
        zone=Config().zone,
        language="en",
    )
    return [f"{each.name}: {each.module} {', '.join(each.certificates)}".strip() for each in found]


def test_a_liaison_is_told_once_a_day_on_the_next_morning(
    db: Session, cast: Cast, config: Config
) -> None:
    first = queued(db, cast.lee, cast.library, config)
    second = queued(db, cast.lee, cast.library, config, now=NOW + timedelta(hours=5))
    assert first == second
    assert [(each.key, each.due) for each in first] == [
        (f"liaison-digest:{cast.lia.id}:{cast.library.id}:2026-11-23", SEVEN)
    ]
    assert first[0].payload == {
        "liaison": cast.lia.id,
        "department": cast.library.id,
        "day": "2026-11-23",
    }


def test_the_day_is_the_citys_and_not_that_of_utc(db: Session, cast: Cast, config: Config) -> None:
    late = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
    assert queued(db, cast.lee, cast.library, config, now=late)[0].payload["day"] == "2026-11-23"


def test_at_once_there_is_a_message_for_each_completion(
    db: Session, cast: Cast, config: Config
) -> None:
    (message,) = queued(db, cast.lee, cast.library, replace(config, digest="at-once"))
    assert message.due == NOW
    assert message.payload["completion"] == 7
    assert message.key == f"liaison-digest:{cast.lia.id}:{cast.library.id}:completion-7"


def test_nobody_is_told_of_what_they_did_themselves(
    db: Session, cast: Cast, config: Config
) -> None:
    assert queued(db, cast.lia, cast.library, config) == []


def test_a_department_without_a_liaison_tells_nobody(
    db: Session, cast: Cast, config: Config
) -> None:
    assert queued(db, cast.max, cast.transit, config) == []


def test_a_division_tells_its_departments_liaison_too_in_the_same_mail(
    db: Session, cast: Cast, config: Config
) -> None:
    above = employee(db, "Ann", "Above", "2001", cast.youth)
    inside = employee(db, "Ian", "Inside", "2002", cast.early_head_start)
    for who, where in (
        (above, cast.youth),
        (above, cast.early_head_start),
        (inside, cast.early_head_start),
    ):
        grant(db, who, "liaison", where)
    told = {
        each.payload["liaison"]: each.payload["department"]
        for each in queued(db, cast.lee, cast.early_head_start, config)
    }
    assert told == {above.id: cast.youth.id, inside.id: cast.early_head_start.id}
    upstairs = queued(db, cast.lee, cast.youth, config)
    assert [each.payload["liaison"] for each in upstairs] == [above.id]


def test_a_liaison_who_has_left_is_not_told(db: Session, cast: Cast, config: Config) -> None:
    move(db, cast.lia, cast.library, since=TODAY, active=False)
    assert queued(db, cast.lee, cast.library, config) == []


def test_the_lines_are_the_days_and_the_departments_with_what_was_earned(
    db: Session, cast: Cast, texts: dict[str, Revision]
) -> None:
    module = texts["module"]
    done = completion(db, cast.lee, cast.library, module, at=NOW)
    ann = employee(db, "Ann", "Early", "2001", cast.library)
    completion(db, ann, cast.library, module, at=NOW - timedelta(days=1))
    ian = employee(db, "Ian", "Late", "2002", cast.library)
    completion(db, ian, cast.library, module, at=datetime(2026, 11, 24, 6, 59, tzinfo=UTC))
    completion(db, cast.max, cast.transit, module, at=NOW)
    issue(
        db,
        employee_id=cast.lee.id,
        certificate=texts["certificate"],
        facts=facts(issued=NOW),
        completion_ids=[done.id],
        pilot=False,
        now=NOW,
    )
    assert lines(db, cast.library) == [
        "Lee Learner: Basics Immigrant Protection: Core",
        "Ian Late: Basics",
    ]
    assert lines(db, cast.library, only=done.id) == [
        "Lee Learner: Basics Immigrant Protection: Core"
    ]
    assert lines(db, cast.library, TODAY - timedelta(days=1)) == ["Ann Early: Basics"]
    assert lines(db, cast.youth) == []
    assert lines(db, cast.transit, only=done.id) == []


def test_a_department_lists_its_divisions_but_a_division_not_its_department(
    db: Session, cast: Cast, texts: dict[str, Revision]
) -> None:
    ian = employee(db, "Ian", "Inside", "2002", cast.early_head_start)
    ann = employee(db, "Ann", "Above", "2001", cast.youth)
    completion(db, ian, cast.early_head_start, texts["module"], at=NOW)
    completion(db, ann, cast.youth, texts["module"], at=NOW)
    assert lines(db, cast.youth) == ["Ian Inside: Basics", "Ann Above: Basics"]
    assert lines(db, cast.early_head_start) == ["Ian Inside: Basics"]


def test_seven_is_seven_on_the_day_the_clocks_change() -> None:
    zone = Config().zone
    assert next_morning(date(2026, 3, 7), zone) == datetime(2026, 3, 8, 13, tzinfo=UTC)
    assert next_morning(date(2026, 10, 31), zone) == datetime(2026, 11, 1, 14, tzinfo=UTC)


def test_the_mail_lists_the_day_and_leads_to_the_department(
    database: Database, db: Session, cast: Cast, config: Config, texts: dict[str, Revision]
) -> None:
    completion(db, cast.lee, cast.library, texts["module"], at=NOW)
    enqueue(db, queued(db, cast.lee, cast.library, config))
    db.commit()
    assert run_once(database, config, now=NOW) == 0
    assert run_once(database, config, now=SEVEN) == 1
    (mail,) = mails(config)
    assert mail["Subject"] == "Training finished in Public Library, Monday, November 23, 2026"
    assert mail["To"].addresses[0].addr_spec == "lia.liaison@cabq.example"
    assert "- Lee Learner finished “Basics”" in body(mail, "plain")
    assert "<li>Lee Learner finished “Basics”</li>" in body(mail, "html")
    assert "https://city.example.gov/staff/departments/public-library" in body(mail, "plain")


def test_who_is_no_longer_liaison_gets_no_names(
    database: Database, db: Session, cast: Cast, config: Config, texts: dict[str, Revision]
) -> None:
    completion(db, cast.lee, cast.library, texts["module"], at=NOW)
    enqueue(db, queued(db, cast.lee, cast.library, config))
    for each in db.query(RoleGrant).filter_by(employee_id=cast.lia.id):
        each.to_at = NOW
    db.commit()
    assert run_once(database, config, now=SEVEN) == 1
    assert not (config.instance / "mail").exists()
