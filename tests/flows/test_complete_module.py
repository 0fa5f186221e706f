"""Completing a module: the enrolment closes, a certificate is issued, and its liaison is told."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.small_content import write_root
from training.config import Config
from training.content.edition import binding
from training.content.queries import missing_approvals
from training.credentials.models import Credential
from training.errors import NotReady
from training.flows.complete_module import complete_module
from training.flows.open_module import open_module
from training.flows.publish import publish_tree
from training.learning.models import Completion, Enrolment
from training.learning.queries import enrolled
from training.outbox import OutboxMessage
from training.people.queries import Person, person

CONFIG = Config(public_url="https://training.example", digest="at-once")


def opened(db: Session, cast: Cast, folder: Path) -> tuple[Person, Enrolment]:
    """Lee has the small module open."""
    publish_tree(db, write_root(folder / "root"), by=None, now=NOW)
    lee = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert lee
    return lee, open_module(db, lee, "basics", now=NOW)


def complete(db: Session, who: Person, enrolment: Enrolment, config: Config) -> list[Credential]:
    return complete_module(db, who, enrolment, attempt=None, language="es", now=NOW, config=config)


def test_it_closes_the_enrolment_certifies_and_tells(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    lee, enrolment = opened(db, cast, tmp_path)
    (issued,) = complete(db, lee, enrolment, CONFIG)
    assert issued.employee_id == lee.id
    assert enrolment.closed == NOW
    done = db.scalars(select(Completion)).one()
    assert (done.enrolment_id, done.attempt_id, done.language) == (enrolment.id, None, "es")
    assert done.revision_id == enrolment.revision_id
    kinds = sorted(db.scalars(select(OutboxMessage.kind)))
    assert kinds == ["certificate-issued", "liaison-digest"]


def test_without_an_address_to_print_a_due_certificate_stops_it(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    lee, enrolment = opened(db, cast, tmp_path)
    with pytest.raises(NotReady):
        complete(db, lee, enrolment, Config(public_url=""))
    assert db.scalar(select(func.count()).select_from(Credential)) == 0


def test_a_module_that_no_certificate_asks_for_is_done_without_one(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    lee, enrolment = opened(db, cast, tmp_path)
    enrolment.module = "another"
    assert complete(db, lee, enrolment, CONFIG) == []
    assert enrolment.closed == NOW
    assert list(db.scalars(select(OutboxMessage.kind))) == ["liaison-digest"]


@pytest.mark.parametrize(("language", "pilot"), [("en", False), ("es", True)])
def test_a_translator_s_missing_word_binds_the_translation_only(
    db: Session, cast: Cast, tmp_path: Path, language: str, pilot: bool
) -> None:
    folder = write_root(tmp_path / "root")
    file = folder / "modules/basics/module.md"
    text = file.read_text(encoding="utf-8").replace("needs: legal, oei", "needs: translator")
    file.write_text(text, encoding="utf-8")
    spanish = "---\ntitle: Lo básico\n---\n\n## Antes {#before}\n\nSalude.\n"
    (folder / "modules/basics/module.es.md").write_text(spanish, encoding="utf-8")
    publish_tree(db, folder, by=None, now=NOW)
    lee = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert lee
    enrolment = open_module(db, lee, "basics", now=NOW)
    (issued,) = complete_module(
        db, lee, enrolment, attempt=None, language=language, now=NOW, config=CONFIG
    )
    assert issued.pilot is pilot
    copy = enrolled(db, enrolment.id, lee.id).revision
    assert bool(binding(missing_approvals(db, [copy.id])[copy.id], language)) is pilot
