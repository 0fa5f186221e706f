"""What every command is handed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TypeVar

import click
from flask import Flask
from rich.console import Console
from rich.progress import track

from training.config import Config
from training.db import Database

T = TypeVar("T")
MOST_LINES = 10
"""How often a long piece of work says where it is when nobody watches a terminal."""


def _standard_error() -> Console:
    return Console(stderr=True, highlight=False)


@dataclass
class Context:
    """The settings, the database (opened when first asked for) and somewhere to talk to."""

    config: Config
    create_app: Callable[[], Flask]
    console: Console = field(default_factory=lambda: Console(highlight=False))
    errors: Console = field(default_factory=_standard_error)

    @cached_property
    def database(self) -> Database:
        """The database that the settings name."""
        return open_database(self.config)

    @property
    def now(self) -> datetime:
        """This instant, aware UTC: the one place where commands read the clock."""
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day it is in the City."""
        return self.now.astimezone(self.config.zone).date()

    def say(self, text: str) -> None:
        """A line for the person at the terminal; nothing in it is markup."""
        self.console.print(text, markup=False, emoji=False, soft_wrap=True)

    def track(self, things: Iterable[T], what: str, total: int) -> Iterator[T]:
        """The things one by one: under a progress bar on a terminal, else with plain lines."""
        if self.console.is_terminal:
            yield from track(things, what, total=total, console=self.console)
            return
        step = max(1, total // MOST_LINES)
        for done, thing in enumerate(things, 1):
            yield thing
            if done % step == 0 or done == total:
                self.say(f"{what}: {done} of {total}")


def open_database(config: Config) -> Database:
    """The database that the settings name; the folder of the default one is made."""
    if not config.database_url:
        config.instance.mkdir(parents=True, exist_ok=True)
    return Database(config.database)


pass_context = click.make_pass_decorator(Context)
