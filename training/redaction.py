"""Keeps secrets, and what people typed, out of every log of this process."""

import logging
import re
import traceback
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

SHORTEST = 6
"""Anything shorter would blot out ordinary words."""
HIDDEN = "•••"
DETAIL = re.compile(r"^(DETAIL|CONTEXT):.*?(?=^\[SQL|\Z)", re.MULTILINE | re.DOTALL)
"""Where PostgreSQL repeats the values of the row that it refused."""


def secrets_of(*values: str) -> list[str]:
    """What must not be shown of some settings: of an address its password, else all of it."""
    found: list[str] = []
    for each in values:
        password = urlsplit(each).password or "" if "://" in each else each
        found += dict.fromkeys([password, unquote(password)]) if password else []
    return found


def hide_in_logs(secrets: Iterable[str]) -> None:
    """From now on replace these in every log record of the process, tracebacks included.

    It is for our own processes only; in somebody else's app the logs are theirs.
    """
    factory = logging.getLogRecordFactory()
    if not isinstance(factory, Redacting):
        factory = Redacting(factory)
        logging.setLogRecordFactory(factory)
    factory.secrets |= {each for each in secrets if len(each) >= SHORTEST}


class Redacting:
    """Makes log records as another factory does, without the secrets."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.secrets: set[str] = set()

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        """A record whose text and traceback hide what is to be hidden."""
        record: logging.LogRecord = self.inner(*args, **kwargs)
        try:
            said = record.getMessage()
        except (TypeError, ValueError, KeyError):
            # Whoever logs with the wrong arguments is at fault, not the request that they serve.
            record.msg, record.args = self.clean(str(record.msg)), None
            said = record.msg
        clean = self.clean(said)
        if clean != said:
            record.msg, record.args = clean, None
        if record.exc_info and record.exc_info[0]:
            # A formatter uses this text rather than making its own.
            record.exc_text = self.clean("".join(traceback.format_exception(*record.exc_info)))
            record.exc_text = record.exc_text.rstrip("\n")
        return record

    def clean(self, text: str) -> str:
        """The text without secrets and without what a database repeats of a row."""
        for each in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(each, HIDDEN)
        return DETAIL.sub(r"\1: left out\n", text)
