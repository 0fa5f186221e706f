"""Everything of one module, parsed: its text, supplements, quiz and translations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.content.module_file import ModuleFile, read_module
from training.content.quiz_file import QuizFile, read_quiz
from training.content.source import Report, SourceFile
from training.content.sources import City, read_facts, read_sources

SOURCES, FACTS = "city/sources.md", "city/facts.md"
TRANSLATED = ".es.md"


@dataclass(frozen=True, slots=True, eq=False)
class Supplement:
    """What a module adds for some departments."""

    file: ModuleFile
    translation: ModuleFile | None
    departments: tuple[str, ...]
    instead: bool


@dataclass(frozen=True, slots=True)
class Module:
    """A module's parsed files."""

    slug: str
    base: ModuleFile
    translation: ModuleFile | None
    supplements: tuple[Supplement, ...]
    quiz: QuizFile | None
    quiz_translation: QuizFile | None

    @property
    def files(self) -> tuple[ModuleFile | QuizFile, ...]:
        """Every parsed file."""
        pairs = [each for part in self.supplements for each in (part.file, part.translation)]
        found = (self.base, self.translation, *pairs, self.quiz, self.quiz_translation)
        return tuple(each for each in found if each is not None)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every footnote cited anywhere in it."""
        return tuple(dict.fromkeys(label for each in self.files for label in each.labels))

    @property
    def mentioned(self) -> frozenset[str]:
        """The departments that see something else than the others."""
        slugs = {slug for each in self.supplements for slug in each.departments}
        items = self.quiz.items if self.quiz else ()
        return frozenset(slugs | {slug for item in items for slug in item.departments})

    @property
    def translated(self) -> bool:
        """Whether any of it is in Spanish."""
        return self.translation is not None or self.quiz_translation is not None


class Reader:
    """Parses the files of one content root or one revision, with a report for each."""

    def __init__(self, files: Mapping[str, SourceFile]) -> None:
        self.files = files
        self.reports: dict[str, Report] = {}
        self.city = self._city()
        self.quizzes = {
            path: read_quiz(source, self.city, self.report(path), translation=False)
            for path, source in sorted(files.items())
            if path.startswith("quizzes/") and not path.endswith(TRANSLATED)
        }

    def report(self, path: str) -> Report:
        """The report of a file."""
        return self.reports.setdefault(path, Report(path))

    def module(self, slug: str) -> Module | None:
        """The module with this slug; none when it has no `module.md`."""
        folder = f"modules/{slug}/"
        base = self._text(f"{folder}module.md", "module")
        if base is None:
            return None
        mine = (each for each in self.quizzes.values() if each.front.text("module") == slug)
        quiz = next(mine, None)
        return Module(
            slug=slug,
            base=base,
            translation=self._text(f"{folder}module{TRANSLATED}", "translation"),
            supplements=tuple(self._supplements(f"{folder}departments/")),
            quiz=quiz,
            quiz_translation=self._quiz_translation(quiz),
        )

    def _city(self) -> City:
        files = self.files
        sources = read_sources(files[SOURCES], self.report(SOURCES)) if SOURCES in files else {}
        facts = read_facts(files[FACTS], sources, self.report(FACTS)) if FACTS in files else {}
        return City(sources, facts)

    def _text(self, path: str, kind: str) -> ModuleFile | None:
        if path not in self.files:
            return None
        return read_module(self.files[path], kind, self.city, self.report(path))

    def _supplements(self, folder: str) -> Iterable[Supplement]:
        for path in sorted(self.files):
            if not path.startswith(folder) or path.endswith(TRANSLATED):
                continue
            file = read_module(self.files[path], "supplement", self.city, self.report(path))
            name = path.removeprefix(folder).removesuffix(".md")
            wanted = file.front.text("instead").lower()
            if wanted not in ("", "yes", "no"):
                self.report(path).add(
                    file.front.line("instead"), f"“instead: {wanted}” cannot be read", "write yes"
                )
            yield Supplement(
                file=file,
                translation=self._text(path.removesuffix(".md") + TRANSLATED, "translation"),
                departments=file.front.items("departments") or (name,),
                instead=wanted == "yes",
            )

    def _quiz_translation(self, quiz: QuizFile | None) -> QuizFile | None:
        path = quiz.path.removesuffix(".md") + TRANSLATED if quiz else ""
        if path not in self.files:
            return None
        return read_quiz(self.files[path], self.city, self.report(path), translation=True)
