"""One question of a quiz: its words, its key and its settings."""

from dataclasses import dataclass, replace

from training.content.canonical import labels, pictures, sha256
from training.content.images import ImageFile
from training.content.quiz_answers import Option
from training.content.scenario import Scene
from training.content.sources import Entry, Notes

KINDS = {
    "one": "to choose one",
    "all": "to choose all",
    "order": "to put in order",
    "short": "with a short answer",
    "attest": "with a statement to sign",
    "scenario": "that is a scenario",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A question. Its words are canonical Markdown; `kind` is one of `KINDS`.

    `use` is empty for a question that any attempt may ask; `check` and `held-out` ones are never
    drawn: the first are kept for spaced checks, the others for measuring what people know.
    """

    id: str
    line: int
    kind: str
    stem: str
    options: tuple[Option, ...]
    accepted: tuple[str, ...]
    scenes: tuple[Scene, ...]
    hint: str
    explanation: str
    critical: bool
    points: float
    covers: tuple[str, ...]
    serves: tuple[str, ...]
    policy: tuple[str, ...]
    departments: tuple[str, ...]
    shuffle: bool
    use: str
    source_hash: str
    lines: dict[str, int]
    notes: Notes
    was: str = ""
    """The id it had before, or that of the question it came from."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The footnotes it cites."""
        options = [part for each in self.options for part in (each.text, each.feedback)]
        scenes = [each.canonical for each in self.scenes]
        return labels(self.stem, *options, *scenes, self.explanation, self.hint)

    @property
    def canonical(self) -> str:
        """Its words and its key."""
        answers = "\n".join(
            f"{self._mark(each)} {each.text}\n  > {each.feedback}" for each in self.options
        )
        if self.kind == "short":
            answers = f"Answer: {' | '.join(self.accepted)}"
        elif self.kind == "scenario":
            answers = "\n\n".join(each.canonical for each in self.scenes)
        words = f"### {self.stem}\n\n({self.kind})\n\n{answers}\n\n> {self.explanation}"
        return f"{words}\n\nHint: {self.hint}" if self.hint else words

    def _mark(self, option: Option) -> str:
        return "1." if self.kind == "order" else f"- [{'x' if option.correct else ' '}]"

    @property
    def settings(self) -> str:
        """What is set beside its words, canonical; what came later stands only where it is set."""
        later = [f"was={self.was}"] if self.was else []
        later += [f"policy={','.join(self.policy)}"] if self.policy else []
        later += [f"use={self.use}"] if self.use else []
        ends = ",".join(f"{each.id}:{each.points}" for each in self.scenes if each.result)
        later += [f"results={ends}"] if ends else []
        always = (
            f"#{self.id} from={self.source_hash} critical={self.critical} "
            f"points={self.points} covers={','.join(self.covers)} "
            f"serves={','.join(self.serves)} "
            f"departments={','.join(self.departments)} shuffle={self.shuffle}"
        )
        return " ".join((always, *later))

    @property
    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """What its footnotes show, by label."""
        return self.notes.entries(self.labels)

    @property
    def images(self) -> tuple[tuple[str, ImageFile], ...]:
        """The pictures it shows, as its author named them."""
        return self.notes.images(pictures(self.canonical))

    @property
    def sha256(self) -> str:
        """The hash of its words, its key and the sources it shows."""
        shown = [f"{label}: {entry.canonical()}" for label, entry in self.entries]
        shown += [f"picture {file}: {image.sha256}" for file, image in self.images]
        return sha256("\n\n".join((self.canonical, *shown)))

    @property
    def key(self) -> tuple[object, ...]:
        """What a translation must have in the same number and order, marked alike."""
        scenes = tuple((each.id, tuple(c.to for c in each.choices)) for each in self.scenes)
        kind = "one" if self.kind == "all" else self.kind
        return kind, tuple(each.correct for each in self.options), scenes

    def in_words_of(self, other: "Item") -> "Item | None":
        """This question in a translation's words; none when that one is answered otherwise.

        A short answer is right in either language.
        """
        if self.key != other.key:
            return None
        scenes = tuple(
            replace(theirs, result=ours.result, points=ours.points)
            for ours, theirs in zip(self.scenes, other.scenes, strict=True)
        )
        return replace(
            self,
            stem=other.stem,
            options=other.options,
            accepted=tuple(dict.fromkeys((*self.accepted, *other.accepted))),
            scenes=scenes,
            hint=other.hint,
            explanation=other.explanation,
            notes=other.notes,
        )
