"""The process that reads unpublished text: `python -m training.content.bounded_child`.

It takes what `bounded` sends, says in a line each what it is about to read, and at its end what it
found. Its bounds are set once everything is imported, so that they count the text alone.
"""

import json
import resource
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from training.content.bounded import MOST_IN_ALL, MOST_MEMORY, MOST_SECONDS
from training.content.checkup import check_up
from training.content.city import lineages
from training.content.lint import lint
from training.content.lint.finding import Finding, Linted
from training.content.ready import show_to_everybody
from training.content.shares import Parsed, Share, read_share
from training.content.sources import City
from training.content.tree import Tree, tree_of
from training.errors import InputRefused

OUT_OF_MEMORY = 3
TOGETHER = "city"
"""What is read of the City's own files, and of all files held against each other."""
MORE_A_MODULE = 0.05
"""Seconds that each module adds to holding them all against each other."""


def main() -> int:
    """Read what comes in and write what is to be said of it; 0, or why that could not be done."""
    head = json.loads(sys.stdin.buffer.readline())
    bound()
    try:
        print(json.dumps(read(head, sys.stdin.buffer)), flush=True)  # noqa: T201
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def bound(files: int = 0) -> None:
    """Bound what this process may take from here on; `files` is how many bytes it may write."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + MOST_IN_ALL
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # whoever started us may have ignored it
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (files, files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(head: Mapping[str, Any], sent: IO[bytes]) -> dict[str, Any]:
    """What is to be said of the files that are sent, within the bounds."""
    known = frozenset(head["known"])
    seconds = Seconds()
    reading = Reading(seconds)
    try:
        tree = tree_of(Sent(head["sizes"], known, sent, seconds), reading.run)
        findings = reading.findings(tree)
        seconds.begin(TOGETHER, more=MORE_A_MODULE * len(tree.modules))
        faults = [each for each in check_up(tree, findings) if each.path not in known]
    except InputRefused as refused:
        problems = [[each.where, each.what, each.remedy] for each in refused.problems]
        return {"refused": str(refused), "problems": problems}
    if not any(each.severity == "error" for each in faults):
        _show(tree, head["new"], seconds)
    seconds.begin(TOGETHER)
    return {"faults": [asdict(each) for each in faults]}


def _show(tree: Tree, new: Sequence[str], seconds: "Seconds") -> None:
    """Render every module that a new file changes, as everybody would read it."""
    cities = any(path.startswith("city/") for path in new)
    for slug, module in tree.modules.items():
        mine = {each.path for each in (*module.files, *module.images)}
        if cities or not mine.isdisjoint(new):
            seconds.begin(f"modules/{slug}")
            show_to_everybody(slug, module)


@dataclass
class Seconds:
    """What is left for each thing that is read, whatever is done with it."""

    left: dict[str, float] = field(default_factory=dict)
    now: str = ""

    def begin(self, what: str, *, more: float = 0.0) -> None:
        """Say what is read next and let its seconds run: the kernel ends us when they are over."""
        left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
        self.left[self.now] = left
        self.now = what
        print(json.dumps({"at": what}), flush=True)  # noqa: T201
        # Nothing left would mean no bound at all.
        signal.setitimer(signal.ITIMER_PROF, max(0.01, self.left.get(what, MOST_SECONDS) + more))


@dataclass
class Sent(Mapping[str, bytes]):
    """The files as they come in; pictures that are known have no bytes, and nobody hears of it."""

    sizes: Sequence[tuple[str, int]]
    known: Iterable[str]
    sent: IO[bytes]
    seconds: Seconds

    def items(self) -> Iterator[tuple[str, bytes]]:  # type: ignore[override]
        """Each file once, with seconds of its own."""
        for path, size in self.sizes:
            raw = self.sent.read(size)
            self.seconds.begin(path)
            yield path, raw
        yield from ((path, b"") for path in self.known)
        self.seconds.begin(TOGETHER)

    def __getitem__(self, path: str) -> bytes:
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return (path for path, _ in self.items())

    def __len__(self) -> int:
        return len(self.sizes)


@dataclass
class Reading:
    """Has modules parsed and linted, each within its own seconds."""

    seconds: Seconds

    def run(self, city: City, shares: Sequence[Share]) -> Iterator[Parsed]:
        """The shares parsed, one after the other."""
        for share in shares:
            self.seconds.begin(f"modules/{share.slug}" if share.slug else "quizzes")
            yield read_share(city, share)
        self.seconds.begin(TOGETHER)

    def findings(self, tree: Tree) -> list[Finding]:
        """What the rules say of every module."""
        found: list[Finding] = []
        lines = lineages(tree.departments)
        for slug, module in tree.modules.items():
            self.seconds.begin(f"modules/{slug}")
            found += lint(Linted(module, tree.departments, lines, tree.files))
        return found


if __name__ == "__main__":
    sys.exit(main())
