"""The files of one module at a time, so that many modules can be parsed side by side."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from training.content.front_matter import read_front_matter
from training.content.module import TRANSLATED, Module, Reader
from training.content.quiz_file import QuizFile
from training.content.source import Report, SourceFile
from training.content.sources import City


@dataclass(frozen=True, slots=True)
class Share:
    """What one module is made of; without a slug, quizzes that are no module's."""

    slug: str
    files: Mapping[str, SourceFile]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A share when it is parsed, with a report for each file."""

    module: Module | None
    quizzes: Mapping[str, QuizFile]
    reports: Mapping[str, Report]


Run = Callable[[City, Sequence[Share]], Iterable[Parsed]]
"""Has shares parsed with `read_share`, in any process, and hands them back in their order."""


def shares_of(files: Mapping[str, SourceFile]) -> list[Share]:
    """The shares of a content root, modules in the order of their slugs."""
    slugs = {path.split("/")[1] for path in files if path.startswith("modules/")}
    found: dict[str, dict[str, SourceFile]] = {slug: {} for slug in ("", *sorted(slugs))}
    for path, source in files.items():
        if path.startswith("modules/"):
            found[path.split("/")[1]][path] = source
        elif path.startswith("quizzes/"):
            english = path.removesuffix(TRANSLATED) + ".md" if path.endswith(TRANSLATED) else path
            owner = _owner(files.get(english, source))
            found[owner if owner in slugs else ""][path] = source
    return [Share(slug, mine) for slug, mine in found.items()]


def _owner(quiz: SourceFile) -> str:
    return read_front_matter(quiz, ("module",), (), Report(quiz.path)).text("module")


def read_share(city: City, share: Share) -> Parsed:
    """The module of a share, and every quiz in it."""
    reader = Reader(share.files, city=city)
    module = reader.module(share.slug) if share.slug else None
    return Parsed(module, reader.quizzes, reader.reports)


def one_by_one(city: City, shares: Sequence[Share]) -> Iterator[Parsed]:
    """Every share parsed here, one after the other."""
    return (read_share(city, share) for share in shares)
