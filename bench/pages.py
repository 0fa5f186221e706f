"""What is measured: pages and steps, their limits and what was found, as a table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from rich.table import Table

from bench.journey import Step
from bench.servers import Server

ROUNDS = 5


@dataclass
class Page:
    """Something that is measured, its limits and what was found."""

    name: str
    most_ms: float | None = None
    most_statements: int | None = None
    ms: list[float] = field(default_factory=list)
    statements: int = 0

    @property
    def over(self) -> bool:
        """Whether it costs more than was promised."""
        return (self.most_ms is not None and median(self.ms) > self.most_ms) or (
            self.most_statements is not None and self.statements > self.most_statements
        )

    def measure(self, server: Server, steps: Iterable[Step]) -> None:
        """Run the steps and note the worker's CPU time for each, and the most statements."""
        before, count = server.cpu(), 0
        for step in steps:
            self.statements = max(self.statements, step().statements)
            count += 1
        self.ms.append((server.cpu() - before) * 1000 / count)


def table(pages: list[Page], title: str = "Worker CPU for a request") -> Table:
    """What was found, as a table."""
    found = Table(title=f"{title}, median of {ROUNDS} rounds")
    for heading in ("", "CPU ms", "limit", "× hello", "statements", "limit", ""):
        found.add_column(heading, justify="left" if not heading else "right")
    base = median(pages[0].ms)
    for each in pages:
        cost = median(each.ms)
        found.add_row(
            each.name,
            f"{cost:.2f}",
            _limit(each.most_ms),
            f"{cost / base:.1f}",
            str(each.statements),
            _limit(each.most_statements),
            "over" if each.over else "",
        )
    return found


def _limit(value: Any) -> str:
    return "" if value is None else str(value)
