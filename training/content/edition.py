"""What is served of a published revision: parsed once, rendered once, then only looked up."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar, cast

from training.content.canonical import pictures
from training.content.certificate_file import CertificateFile
from training.content.item_view import ItemView, OptionView, Pool, item_view, pools_for
from training.content.module import Module
from training.content.module_file import Section
from training.content.quiz_rules import FEEDBACK
from training.content.rendering import Rendering, title_text
from training.content.validity import Validity, read_validity
from training.content.variants import Page, items, page_of, pages
from training.content.words import fill
from training.errors import NotFound

__all__ = ["CertificateEdition", "Edition", "ItemView", "OptionView", "Pool", "SectionView", "fill"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SectionView:
    """A page to read. `html` still holds words such as `{contact: liaison}`.

    `pending`: the reader's language is missing or out of date, and `language` says what is shown.
    """

    id: str
    title: str
    html: str
    sha256: str
    language: str
    card: bool
    minutes: float
    pending: bool
    images: tuple[str, ...] = ()
    """The hashes of the pictures it shows, as their authors made them."""
    beside_html: str = ""
    """What an older Spanish translation says, when its reader is shown the English."""


@dataclass(frozen=True, slots=True)
class HuddleView:
    """A briefing to read out; `html` still holds words such as `{contact: liaison}`."""

    title: str
    html: str
    language: str


@dataclass(frozen=True, slots=True)
class Memo:
    """What was computed already. Two threads may compute the same; both get equal values."""

    values: dict[Hashable, object] = field(default_factory=dict)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value, made the first time."""
        if key not in self.values:
            self.values[key] = make()
        return cast("T", self.values[key])


@dataclass(frozen=True, slots=True)
class Edition:
    """A module as published."""

    slug: str
    sha256: str
    module: Module
    _memo: Memo = field(default_factory=Memo)

    @property
    def minutes(self) -> float:
        """How long the whole module takes, as its author says."""
        return float(self.module.base.front.text("minutes") or 0)

    @property
    def as_of(self) -> str:
        """The day its facts were last checked, `2026-11-01`, or an empty text."""
        return self.module.base.front.text("as-of")

    @property
    def needs(self) -> frozenset[str]:
        """The roles that must approve it."""
        return needs_of(self.module)

    @property
    def has_quiz(self) -> bool:
        """Whether it ends with a quiz."""
        return self.module.quiz is not None

    @property
    def pass_share(self) -> float:
        """The share of points to pass, 0 to 1."""
        return self.module.quiz.rules.pass_share if self.module.quiz else 0.0

    @property
    def attempts(self) -> int | None:
        """How many attempts there are; none for no limit."""
        return self.module.quiz.rules.attempts if self.module.quiz else None

    @property
    def wait(self) -> timedelta | None:
        """How long to wait after an attempt before the next; none when one need not."""
        return self.module.quiz.rules.wait if self.module.quiz else None

    @property
    def time_limit(self) -> timedelta | None:
        """How long an attempt may take; none without a limit."""
        return self.module.quiz.rules.time_limit if self.module.quiz else None

    @property
    def feedback(self) -> str:
        """When it is told why answers are right or wrong: one of `quiz_rules.FEEDBACK`."""
        return self.module.quiz.rules.feedback if self.module.quiz else FEEDBACK[0]

    @property
    def scored(self) -> bool:
        """Whether its quiz counts; one that does not is practice, and reading completes it."""
        return self.module.quiz is None or self.module.quiz.rules.scored

    def title(self, language: str) -> str:
        """Its title; English where there is no other."""
        return _front(self.module, "title", language)

    def summary(self, language: str) -> str:
        """What it is about, in a sentence."""
        return _front(self.module, "summary", language)

    def content_note(self, language: str) -> str:
        """What may be hard to read in it, said before it begins; empty where nothing is."""
        return _front(self.module, "content-note", language)

    def sections(self, lineage: Sequence[str], language: str) -> tuple[SectionView, ...]:
        """The pages as a department reads them, supplements merged in."""
        variant = self._variant(lineage)
        return self._memo.get(
            ("sections", variant, language),
            lambda: tuple(self._page(each) for each in pages(self.module, variant, language)),
        )

    def _page(self, page: Page) -> SectionView:
        """A page rendered; most departments read most pages alike."""
        pieces = tuple((each.path, each.id) for each in (*page.pieces, *page.beside))
        key = ("page", page.id, page.language, page.pending, len(page.pieces), pieces)
        return self._memo.get(key, lambda: _section(page))

    def huddle(self, language: str) -> HuddleView | None:
        """The module's five-minute briefing; in English where there is no other."""
        return self._memo.get(("huddle", language), lambda: _huddle(self.module, language))

    def pools(self, lineage: Sequence[str]) -> tuple[Pool, ...]:
        """What a department's attempts are drawn from; pools with nothing for it left out."""
        variant = self._variant(lineage)
        return self._memo.get(("pools", variant), lambda: pools_for(self.module, variant))

    def item(self, item_id: str, lineage: Sequence[str], language: str) -> ItemView:
        """A question. Raises `NotFound` when there is none such for this department."""
        variant = self._variant(lineage)
        item = self._memo.get(
            ("items", variant), lambda: {each.id: each for each in items(self.module, variant)}
        ).get(item_id)
        if item is None:
            raise NotFound("There is no such question.")
        return self._memo.get(
            ("item", item_id, language), lambda: item_view(self.module, item, language)
        )

    def drawn_item(self, item_id: str, language: str) -> ItemView:
        """A question that an attempt has drawn, whomever it is for. Raises `NotFound`."""
        quiz = self.module.quiz
        known = self._memo.get(
            "drawn", lambda: {each.id: each for each in (quiz.items if quiz else ())}
        )
        if item_id not in known:
            raise NotFound("There is no such question.")
        item = known[item_id]
        return self._memo.get(
            ("item", item_id, language), lambda: item_view(self.module, item, language)
        )

    def covers(self, item_id: str) -> tuple[str, ...]:
        """The ids of the pages that a question is about; none for one that there is not."""
        found: Mapping[str, tuple[str, ...]] = self._memo.get("covers", self._covers)
        return found.get(item_id, ())

    def _covers(self) -> Mapping[str, tuple[str, ...]]:
        every = self.module.quiz.items if self.module.quiz else ()
        return {
            item.id: tuple(dict.fromkeys(page_of(self.module, each) for each in item.covers))
            for item in every
        }

    def _variant(self, lineage: Sequence[str]) -> tuple[str, ...]:
        mentioned = self._memo.get("mentioned", lambda: self.module.mentioned)
        return tuple(slug for slug in lineage if slug in mentioned)


@dataclass(frozen=True, slots=True)
class CertificateEdition:
    """A certificate's design as published."""

    slug: str
    sha256: str
    file: CertificateFile
    translation: CertificateFile | None

    @property
    def signed_by(self) -> str:
        """Whose name stands under it."""
        return self.file.front.text("signed-by")

    @property
    def design(self) -> str:
        """The name of its design."""
        return self.file.front.text("design") or "landscape-letter"

    @property
    def validity(self) -> Validity:
        """How long it is good; where its author's words say nothing, until the text changes."""
        return read_validity(self.file.front.text("valid-for")) or Validity()

    def title(self, language: str) -> str:
        """Its title; English where there is no other."""
        return self._file(language).front.text("title") or self.file.front.text("title")

    def body(self, language: str) -> str:
        """Its words in Markdown, with `{name}`, `{department}`, `{title}`, `{date}` to fill in."""
        return self._file(language).body

    def required_modules(self, lineage: Sequence[str]) -> tuple[str, ...]:
        """The modules a department's people must have completed."""
        also = [slug for each in lineage for slug in self.file.also.get(each, ())]
        return tuple(dict.fromkeys((*self.file.requires, *also)))

    def _file(self, language: str) -> CertificateFile:
        return self.translation if language == "es" and self.translation else self.file


def needs_of(module: Module) -> frozenset[str]:
    """The roles that must approve a module; the translator only where there is a translation."""
    wanted = frozenset(module.base.front.items("needs"))
    return wanted if module.translated else wanted - {"translator"}


def binding(missing: Collection[str], language: str) -> frozenset[str]:
    """Of the roles that have not approved, those whose word a reader of this language waits for.

    The translator binds the translation only.
    """
    return frozenset(missing) - (frozenset() if language != "en" else {"translator"})


def headings_changed(was: Edition, now: Edition, language: str) -> tuple[str, ...]:
    """The titles of the pages for everybody that are new in English, or say something else."""
    before = {each.id: each.sha256 for each in pages(was.module, (), "en")}
    after = pages(now.module, (), "en")
    changed = {each.id for each in after if before.get(each.id) != each.sha256}
    read = pages(now.module, (), language)
    return tuple(title_text(each.pieces[0].title) for each in read if each.id in changed)


def _front(module: Module, key: str, language: str) -> str:
    spanish = module.translation.front.text(key) if module.translation else ""
    return spanish if language == "es" and spanish else module.base.front.text(key)


def _section(page: Page) -> SectionView:
    images = (image.sha256 for piece in page.pieces for _, image in piece.images)
    return SectionView(
        id=page.id,
        title=title_text(page.pieces[0].title),
        html=_html(Rendering(page.id, page.language), page.pieces),
        sha256=page.sha256,
        language=page.language,
        card=page.card,
        minutes=page.minutes,
        pending=page.pending,
        images=tuple(dict.fromkeys(images)),
        beside_html=_html(Rendering(f"{page.id}-es", "es"), page.beside),
    )


def _html(rendering: Rendering, pieces: Sequence[Section]) -> str:
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        rendering.citing(piece.entries)
        rendering.showing(piece.images, path=piece.path, terms=piece.terms)
        if number:
            parts.append(f"<h2>{rendering.line(piece.title)}</h2>")
        parts.append(rendering.html(piece.text))
        parts += [rendering.fold(fold.title, fold.text) for fold in piece.folds]
    parts += [rendering.words(), rendering.sources()]
    return "\n".join(part for part in parts if part)


def _huddle(module: Module, language: str) -> HuddleView | None:
    spanish = module.huddle_translation if language == "es" else None
    file = spanish or module.huddle
    if file is None:
        return None
    language = "es" if spanish else "en"
    rendering = Rendering("huddle", language).citing(file.entries)
    rendering.showing(file.notes.images(pictures(file.text)), path=file.path)
    parts = (rendering.html(file.text), rendering.sources())
    return HuddleView(file.front.text("title"), "\n".join(part for part in parts if part), language)
