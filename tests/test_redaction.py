"""No log of ours holds a secret, nor what a database repeats of a row."""

import io
import logging
from collections.abc import Iterator

import pytest

from training.redaction import HIDDEN, Redacting, hide_in_logs, secrets_of

KEY = "canary-key-7d1f"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a handler of its own writes, the process's way of making records put back after."""
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(logging.LogRecord)
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    logger = logging.getLogger("anybody")
    logger.addHandler(handler)
    yield out
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def test_a_secret_is_hidden_in_words_and_in_tracebacks(written: io.StringIO) -> None:
    hide_in_logs([KEY])
    log = logging.getLogger("anybody")
    log.warning("signed with %s, %s", KEY, 7)
    try:
        raise ValueError(f"{KEY} does not fit")
    except ValueError:
        log.exception("It failed")
    assert KEY not in written.getvalue()
    assert f"signed with {HIDDEN}, 7" in written.getvalue()
    assert f"ValueError: {HIDDEN} does not fit" in written.getvalue()


def test_hiding_more_adds_to_what_is_hidden(written: io.StringIO) -> None:
    hide_in_logs([KEY])
    hide_in_logs(["another secret"])
    factory = logging.getLogRecordFactory()
    assert isinstance(factory, Redacting)
    assert not isinstance(factory.inner, Redacting)
    logging.getLogger("anybody").warning(f"{KEY} and another secret")
    assert written.getvalue().strip() == f"{HIDDEN} and {HIDDEN}"


def test_the_rest_is_logged_as_ever(written: io.StringIO) -> None:
    hide_in_logs([KEY, "abc"])
    logging.getLogger("anybody").warning("%d messages, %s", 3, "abc")
    assert written.getvalue().strip() == "3 messages, abc"


def test_the_row_that_postgresql_refused_is_left_out(written: io.StringIO) -> None:
    hide_in_logs([])
    text = (
        'duplicate key value violates unique constraint "uq_email"\n'
        "DETAIL:  Key (email)=(somebody@city.example\n second line) already exists.\n"
        "[SQL: INSERT INTO training_employee …]"
    )
    logging.getLogger("anybody").warning(text)
    assert "somebody" not in written.getvalue()
    assert "second line" not in written.getvalue()
    assert "uq_email" in written.getvalue()
    assert "[SQL: INSERT" in written.getvalue()


def test_of_an_address_its_password_is_the_secret() -> None:
    address = "postgresql+psycopg://training:pa%24word@db/training"
    assert secrets_of(address, KEY, "sqlite://", "") == ["pa%24word", "pa$word", KEY]


def test_a_log_call_with_the_wrong_arguments_breaks_nothing_and_shows_nothing() -> None:
    factory = Redacting(logging.LogRecord)
    factory.secrets = {"very secret"}
    record = factory("a", logging.INFO, "a.py", 1, "%d of very secret", ("x",), None)
    assert record.getMessage() == "%d of •••"
