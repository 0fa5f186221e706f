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


def main() -> int:
    """Read what comes in and write what is to be said of it; 0, or why that could not be done."""
    head = json.loads(sys.stdin.buffer.readline())
    bound()
    try:
        print(json.dumps(_read(head, sys.stdin.buffer)), flush=True)  # noqa: T201
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def bound() -> None:
    """Bound what this process may take from here on; it cannot take that back."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + MOST_IN_ALL
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _begin(what: str) -> None:
    """Say what is read next, and give it its own seconds: the kernel ends us when they are over."""
    print(json.dumps({"at": what}), flush=True)  # noqa: T201
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)


def _read(head: Mapping[str, Any], sent: IO[bytes]) -> dict[str, Any]:
    known = frozenset(head["known"])
    reading = Reading()
    try:
        tree = tree_of(Sent(head["sizes"], known, sent), reading.run)
        findings = reading.findings(tree)
        _begin("city")
        faults = [each for each in check_up(tree, findings) if each.path not in known]
    except InputRefused as refused:
        problems = [[each.where, each.what, each.remedy] for each in refused.problems]
        return {"refused": str(refused), "problems": problems}
    if not any(each.severity == "error" for each in faults):
        _show(tree, head["new"])
    return {"faults": [asdict(each) for each in faults]}


def _show(tree: Tree, new: Sequence[str]) -> None:
    """Render every module that a new file changes, as everybody would read it."""
    cities = any(path.startswith("city/") for path in new)
    for slug, module in tree.modules.items():
        mine = {each.path for each in (*module.files, *module.images)}
        if cities or not mine.isdisjoint(new):
            _begin(f"modules/{slug}")
            show_to_everybody(slug, module)


class Sent(Mapping[str, bytes]):
    """The files as they come in, one after the other: each has its own seconds."""

    def __init__(
        self, sizes: Sequence[tuple[str, int]], known: Iterable[str], sent: IO[bytes]
    ) -> None:
        self._sizes = dict(sizes)
        self._known = tuple(known)
        self._sent = sent

    def items(self) -> Iterator[tuple[str, bytes]]:  # type: ignore[override]
        """Each file once; pictures that are known have no bytes, and nobody is told of it."""
        for path, size in self._sizes.items():
            raw = self._sent.read(size)
            _begin(path)
            yield path, raw
        yield from ((path, b"") for path in self._known)

    def __getitem__(self, path: str) -> bytes:
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return iter((*self._sizes, *self._known))

    def __len__(self) -> int:
        return len(self._sizes) + len(self._known)


@dataclass
class Reading:
    """Has modules parsed and linted, each within its own seconds."""

    shares: list[Share] = field(default_factory=list)

    def run(self, city: City, shares: Sequence[Share]) -> Iterator[Parsed]:
        """The shares parsed, one after the other."""
        for share in shares:
            self.shares.append(share)
            _begin(f"modules/{share.slug}" if share.slug else "quizzes")
            yield read_share(city, share)
        _begin("city")

    def findings(self, tree: Tree) -> list[Finding]:
        """What the rules say of every module."""
        found: list[Finding] = []
        lines = lineages(tree.departments)
        for slug, module in tree.modules.items():
            _begin(f"modules/{slug}")
            found += lint(Linted(module, tree.departments, lines, tree.files))
        return found


if __name__ == "__main__":
    sys.exit(main())
