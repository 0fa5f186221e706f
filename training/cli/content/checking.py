"""Reading and checking a whole content root: in several processes when there is much of it."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from training.content.checkup import Fault, Waiting, check_up, waiting_for_oei
from training.content.city import DepartmentEntry, lineages, read_departments
from training.content.lint import lint
from training.content.lint.finding import Finding, Linted
from training.content.shares import Parsed, Share, read_share
from training.content.source import Report, read_source
from training.content.sources import City
from training.content.tree import DEPARTMENTS, read_contents, tree_of

MANY = 20
"""Modules; with fewer, starting processes takes longer than they save."""
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """All that is to be said of a content root."""

    faults: tuple[Fault, ...]
    waiting: tuple[Waiting, ...]


def checked(root: Path, console: Console) -> Checked:
    """The content root read, checked and linted; the console shows how far that is."""
    contents = read_contents(root)
    checking = Checking(_departments(contents.get(DEPARTMENTS, b"")), console)
    tree = tree_of(contents, checking.run)
    return Checked(check_up(tree, checking.findings), waiting_for_oei(tree))


def _departments(raw: bytes) -> tuple[DepartmentEntry, ...]:
    report = Report(DEPARTMENTS)
    source = read_source(DEPARTMENTS, raw, report)
    return tuple(read_departments(source, report)) if source else ()


class Checking:
    """Parses and lints modules side by side; `findings` is what the rules said of them."""

    def __init__(self, departments: Sequence[DepartmentEntry], console: Console) -> None:
        self.findings: list[Finding] = []
        self._departments = departments
        self._console = console

    def run(self, city: City, shares: Sequence[Share]) -> Iterator[Parsed]:
        """The shares of a content root, parsed and linted."""
        worker = Worker(city, self._departments)
        if len(shares) < MANY:
            yield from self._kept(map(worker.read, shares))
            return
        with ProcessPoolExecutor(initializer=_begin, initargs=(worker,)) as pool:
            pickled = pool.map(_read, shares, chunksize=AT_ONCE)
            if self._console.is_terminal:
                pickled = iter(track(pickled, "Modules", total=len(shares), console=self._console))
            yield from self._kept(_loads(each, city) for each in pickled)

    def _kept(self, done: Iterable[tuple[Parsed, list[Finding]]]) -> Iterator[Parsed]:
        for parsed, findings in done:
            self.findings += findings
            yield parsed


class Worker:
    """Parses and lints one module after the other."""

    def __init__(self, city: City, departments: Sequence[DepartmentEntry]) -> None:
        self.city = city
        self._departments = departments
        self._lineages = lineages(departments)

    def read(self, share: Share) -> tuple[Parsed, list[Finding]]:
        """A share parsed, and what the rules say of its module."""
        parsed = read_share(self.city, share)
        if parsed.module is None:
            return parsed, []
        linted = Linted(parsed.module, self._departments, self._lineages, share.files)
        return parsed, list(lint(linted))


_workers: list[Worker] = []
"""The one of this process, where it is one of several."""


def _begin(worker: Worker) -> None:
    _workers[:] = [worker]


def _read(share: Share) -> bytes:
    (worker,) = _workers
    out = BytesIO()
    _Pickler(out, worker.city).dump(worker.read(share))
    return out.getvalue()


class _Pickler(pickle.Pickler):
    """Leaves out what the City's files hold: every module cites it, and both sides have it."""

    def __init__(self, out: BytesIO, city: City) -> None:
        super().__init__(out, protocol=pickle.HIGHEST_PROTOCOL)
        self._city = city

    def persistent_id(self, obj: Any) -> str | None:
        return "city" if obj is self._city else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, raw: bytes, city: City) -> None:
        super().__init__(BytesIO(raw))
        self._city = city

    def persistent_load(self, pid: Any) -> City:
        return self._city


def _loads(raw: bytes, city: City) -> tuple[Parsed, list[Finding]]:
    # Made by our own process a moment ago, of what we gave it.
    found: tuple[Parsed, list[Finding]] = _Unpickler(raw, city).load()
    return found
