"""Everything of one module, parsed: its text, supplements, quiz and translations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.content.glossary import Glossary, Term, read_glossary
from training.content.huddle import HuddleFile, read_huddle
from training.content.images import ImageFile
from training.content.module_file import ModuleFile, read_module
from training.content.quiz_file import QuizFile, read_quiz
from training.content.source import Report, SourceFile
from training.content.sources import City, read_facts, read_sources

SOURCES, FACTS, GLOSSARY = "city/sources.md", "city/facts.md", "city/glossary.md"
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
    huddle: HuddleFile | None = None
    huddle_translation: HuddleFile | None = None

    @property
    def texts(self) -> tuple[ModuleFile, ...]:
        """Every file with sections."""
        pairs = [each for part in self.supplements for each in (part.file, part.translation)]
        return tuple(each for each in (self.base, self.translation, *pairs) if each is not None)

    @property
    def files(self) -> tuple[ModuleFile | QuizFile | HuddleFile, ...]:
        """Every parsed file."""
        others = (self.quiz, self.quiz_translation, self.huddle, self.huddle_translation)
        return (*self.texts, *(each for each in others if each is not None))

    @property
    def labels(self) -> tuple[str, ...]:
        """Every footnote cited anywhere in it."""
        return tuple(dict.fromkeys(label for each in self.files for label in each.labels))

    @property
    def images(self) -> tuple[ImageFile, ...]:
        """Every picture shown anywhere in it."""
        huddles = [each for each in (self.huddle, self.huddle_translation) if each is not None]
        quizzes = [each for each in (self.quiz, self.quiz_translation) if each is not None]
        asked = [image for quiz in quizzes for item in quiz.items for _, image in item.images]
        told = [image for each in self.texts for image in each.images]
        told += [image for each in huddles for image in each.images]
        found = {image.path: image for image in (*told, *asked)}
        return tuple(found[path] for path in sorted(found))

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term of the glossary explained anywhere in it."""
        return tuple(dict.fromkeys(term for each in self.texts for term in each.terms))

    @property
    def mentioned(self) -> frozenset[str]:
        """The departments that see something else than the others."""
        slugs = {slug for each in self.supplements for slug in each.departments}
        items = self.quiz.items if self.quiz else ()
        return frozenset(slugs | {slug for item in items for slug in item.departments})

    @property
    def translated(self) -> bool:
        """Whether any of it is in Spanish."""
        pairs = (self.translation, self.quiz_translation, self.huddle_translation)
        return any(each is not None for each in pairs)


class Reader:
    """Parses the files of one content root or one revision, with a report for each.

    `city` is what they cite, when its own files have been read already.
    """

    def __init__(
        self,
        files: Mapping[str, SourceFile],
        images: Mapping[str, ImageFile] | None = None,
        city: City | None = None,
    ) -> None:
        self.files = files
        self.images = images or {}
        self.reports: dict[str, Report] = {}
        self.city = city or self._city()
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
            huddle=self._huddle(f"{folder}huddle.md"),
            huddle_translation=self._huddle(f"{folder}huddle{TRANSLATED}"),
        )

    def _city(self) -> City:
        files = self.files
        sources = read_sources(files[SOURCES], self.report(SOURCES)) if SOURCES in files else {}
        facts = read_facts(files[FACTS], sources, self.report(FACTS)) if FACTS in files else {}
        glossary = (
            read_glossary(files[GLOSSARY], self.report(GLOSSARY))
            if GLOSSARY in files
            else Glossary()
        )
        return City(sources, facts, glossary, self.images)

    def _huddle(self, path: str) -> HuddleFile | None:
        if path not in self.files:
            return None
        return read_huddle(self.files[path], self.city, self.report(path))

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
