"""A generated content root: modules as authors write them, with supplements, Spanish and a quiz."""

import random
from collections.abc import Iterator
from pathlib import Path

DEPARTMENTS = 28
SECTIONS = 6
QUESTIONS = 5
WORDS = (
    "ask call desk door front greet help keep lead leave note office paper people phone plan read "
    "report room say show stay take team tell visit wait walk watch work write your the a to and"
).split()


def contents(modules: int, *, seed: int = 4) -> dict[str, bytes]:
    """The files of a content root by path: four for each module, and the City's."""
    chance = random.Random(seed)
    files = dict(_city())
    for number in range(modules):
        files |= _module(f"module-{number:04}", chance, number)
    return {path: text.encode() for path, text in files.items()}


def write(root: Path, modules: int) -> None:
    """Make the content root."""
    for path, raw in contents(modules).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    (root / "certificates").mkdir(exist_ok=True)


def _city() -> Iterator[tuple[str, str]]:
    yield (
        "city/departments.md",
        "\n\n".join(
            f"## Department {n} {{#department-{n}}}\nCode: D{n}" for n in range(DEPARTMENTS)
        ),
    )
    yield (
        "city/sources.md",
        "\n\n".join(f"[^S{n}]: Source {n}, 2026. <https://www.example.org/{n}>" for n in range(90)),
    )
    yield (
        "city/facts.md",
        "\n\n".join(
            f"[^F{n}]: Kind: ORDER. Sure: A. Fact {n} is so. Sources: S{n}." for n in range(90)
        ),
    )
    yield (
        "city/glossary.md",
        "\n\n".join(
            f"{word.title()} | {word.title()}\n: What it means. | Qué quiere decir."
            for word in ("visit", "front desk", "liaison", "warrant", "report")
        ),
    )


def _module(slug: str, chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    folder = f"modules/{slug}"
    sections = [f"part-{n}" for n in range(SECTIONS)]
    yield (
        f"{folder}/module.md",
        _front(slug) + "\n\n".join(_section(each, chance, 90) for each in sections),
    )
    yield (
        f"{folder}/module.es.md",
        f"---\ntitle: {slug}\n---\n\n"
        + "\n\n".join(_section(each, chance, 100) for each in sections),
    )
    department = f"department-{number % DEPARTMENTS}"
    yield f"{folder}/departments/{department}.md", _section(f"extra-{number} in=part-1", chance, 60)
    yield (
        f"quizzes/{slug}.md",
        f"---\ntitle: {slug}\nmodule: {slug}\n---\n\n## All\n\n"
        + ("\n\n".join(_question(n, chance) for n in range(QUESTIONS))),
    )


def _front(slug: str) -> str:
    return (
        f"---\ntitle: {slug}\nsummary: What to do and say.\nminutes: 10\nneeds: legal, oei\n"
        "as-of: 2026-11-01\n---\n\n"
    )


def _section(part: str, chance: random.Random, words: int) -> str:
    return (
        f"## The {part.split()[0]} {{#{part}}}\n\n{_sentences(chance, words // 2)}"
        f"[^F{chance.randrange(90)}]\n\n- {_sentences(chance, 8)}\n- {_sentences(chance, 8)}\n\n"
        f"> [!NOTE]\n> {_sentences(chance, 10)}\n\n{_sentences(chance, words // 4)}"
        f" **{_sentences(chance, 4)}**\n"
    )


def _question(number: int, chance: random.Random) -> str:
    answers = "\n".join(
        f"- [{'x' if n == 1 else ' '}] {_sentences(chance, 9)}\n  > {_sentences(chance, 9)}"
        for n in range(4)
    )
    return (
        f"### {_sentences(chance, 12)} {{#question-{number}}}\nCovers: part-{number}\n\n"
        f"{answers}\n\n> {_sentences(chance, 12)}[^S{chance.randrange(90)}]"
    )


def _sentences(chance: random.Random, words: int) -> str:
    said: list[str] = []
    while words > 0:
        length = min(words, chance.randint(4, 11))
        said.append(" ".join(chance.choices(WORDS, k=length)).capitalize() + ".")
        words -= length
    return " ".join(said)
