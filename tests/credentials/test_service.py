import hashlib
from threading import Barrier, Thread

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.credentials.earned import NOW, completion, facts, issued, revision
from training.config import Config
from training.content.models import Blob
from training.credentials.facts import facts_sha256
from training.credentials.messages import certificate_issued
from training.credentials.models import Credential, CredentialBasis, Document
from training.credentials.queries import by_serial, of_employee, stored_pdf
from training.credentials.service import ensure_can_issue, issue, keep_pdf, render_pdf
from training.db import Database
from training.errors import NotReady

URL = "https://training.example.gov/verify/X"


def test_nothing_is_issued_without_an_address_to_print() -> None:
    with pytest.raises(NotReady, match="TRAINING_PUBLIC_URL"):
        ensure_can_issue(Config())
    ensure_can_issue(Config(public_url="https://training.example.gov"))


def test_an_issued_certificate_keeps_its_facts_and_what_it_rests_on(
    db: Session, cast: Cast
) -> None:
    credential = issued(db, cast)
    db.commit()
    db.expire_all()
    assert credential.facts_sha256 == facts_sha256(credential.facts)
    assert credential.facts["name"] == "Lee Learner"
    assert db.scalar(select(func.count()).select_from(CredentialBasis)) == 1
    assert by_serial(db, credential.serial.lower().replace("-", " ")) is credential
    assert of_employee(db, cast.lee.id) == [credential]
    assert of_employee(db, cast.max.id) == []


def test_the_same_basis_is_certified_once(db: Session, cast: Cast) -> None:
    core = revision(db, "certificate", "core")
    done = [
        completion(db, cast.lee, cast.library, revision(db, "module", each)).id for each in "ab"
    ]

    def again(completions: list[int]) -> Credential | None:
        return issue(
            db,
            employee_id=cast.lee.id,
            certificate=core,
            facts=facts(),
            completion_ids=completions,
            pilot=False,
            now=NOW,
        )

    assert again(done) is not None
    assert again(list(reversed(done))) is None
    assert again(done[:1]) is not None


def test_issuing_takes_two_statements_however_much_it_rests_on(
    database: Database, db: Session, cast: Cast
) -> None:
    core = revision(db, "certificate", "core")
    done = [
        completion(db, cast.lee, cast.library, revision(db, "module", each)).id for each in "abcdef"
    ]
    statements: list[str] = []
    listen = (database.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    event.listen(*listen)
    issue(
        db,
        employee_id=cast.lee.id,
        certificate=core,
        facts=facts(),
        completion_ids=done,
        pilot=False,
        now=NOW,
    )
    event.remove(*listen)
    assert len(statements) == 2, statements


def rendered(db: Session, credential: Credential, language: str, verify_url: str = URL) -> bytes:
    """What is kept of a certificate that is drawn now."""
    drawn = render_pdf(credential, language, verify_url=verify_url)
    return keep_pdf(db, credential.id, language, drawn, now=NOW)


def test_a_pdf_is_rendered_once_for_each_language(db: Session, cast: Cast) -> None:
    credential = issued(db, cast)
    assert stored_pdf(db, credential.id, "en") is None
    first = rendered(db, credential, "en")
    again = rendered(db, credential, "en", verify_url="https://elsewhere.test")
    spanish = rendered(db, credential, "es")
    assert first == again == stored_pdf(db, credential.id, "en")
    assert spanish != first
    assert db.scalar(select(func.count()).select_from(Document)) == 2
    blobs = db.scalars(select(Blob)).all()
    assert {each.sha256 for each in blobs} == {
        hashlib.sha256(each).hexdigest() for each in (first, spanish)
    }


def test_who_renders_at_the_same_time_gets_the_bytes_that_were_kept(
    database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        credential = issued(db, cast)
        db.commit()
    together, got = Barrier(4), []

    def render(number: int) -> None:
        with database.writing() as db:
            if database.dialect != "sqlite":
                stored_pdf(db, credential.id, "en")
                together.wait(20)
            mine = db.get_one(Credential, credential.id)
            # Each would print another address, were it not for the first one's bytes.
            url = f"https://training.example.gov/verify/{number}"
            got.append(rendered(db, mine, "en", url))
            db.commit()

    threads = [Thread(target=render, args=(each,)) for each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(got) == 4
    assert len(set(got)) == 1
    with database.reading() as db:
        assert stored_pdf(db, credential.id, "en") == got[0]


def test_the_message_of_a_certificate_has_its_id_for_a_key() -> None:
    message = certificate_issued(7, now=NOW)
    assert (message.key, message.kind) == ("certificate-issued:7", "certificate-issued")
    assert message.payload == {"credential": 7}
