"""How long a request took and how often it asked the database, when the settings want it said."""

from dataclasses import dataclass
from time import perf_counter
from typing import Any

from flask import Response, g, has_request_context
from sqlalchemy import Engine, event

from training.web.state import state


@dataclass(slots=True)
class Clock:
    """Seconds since the request began, seconds in the database, statements sent to it."""

    began: float
    asked: float = 0.0
    database: float = 0.0
    statements: int = 0


def watch(engine: Engine) -> None:
    """Count the statements that requests send through this engine."""
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "after_cursor_execute", _after)


def start() -> None:
    """Begin counting for this request."""
    if state().config.timing:
        g.training_clock = Clock(perf_counter())


def report(response: Response) -> None:
    """Add `Server-Timing`, in milliseconds."""
    clock: Clock | None = g.get("training_clock")
    if clock is None:
        return
    total = (perf_counter() - clock.began) * 1000
    response.headers["Server-Timing"] = (
        f"app;dur={total:.2f}, "
        f'db;dur={clock.database * 1000:.2f};desc="{clock.statements} statements"'
    )


def _clock() -> Clock | None:
    return g.get("training_clock") if has_request_context() else None


def _before(*_arguments: Any) -> None:
    if clock := _clock():
        clock.asked = perf_counter()


def _after(*_arguments: Any) -> None:
    if clock := _clock():
        clock.database += perf_counter() - clock.asked
        clock.statements += 1
