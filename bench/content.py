"""What reading content costs beside bare Markdown: `python -m bench.content`.

Five modules in 28 departments and both languages, with their quizzes, read and rendered from
nothing, beside `markdown.markdown` with the same extensions: on every page as each department reads
it, and, which is what counts, on each text once however many read it. Both in this process, in
turn; CPU time, so that it matters little how busy the machine is.
"""

import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median

import markdown

from bench.authored import DEPARTMENTS, SECTIONS, WORDS, contents
from training.content import rendering
from training.content.canonical import typed
from training.content.city import lineages
from training.content.edition import Edition, fill
from training.content.tree import Tree, tree_of
from training.content.variants import pages

MODULES, ROUNDS, CACHED = 5, 5, 20_000
MOST_TIMES = 2.0
MOST_MS = 0.1
LANGUAGES = ("en", "es")


def main() -> int:
    """Measure and print; 1 when something takes longer than was promised."""
    files = _files()
    everywhere = _pages(tree_of(files))
    once = list(dict.fromkeys(everywhere))
    took: dict[str, list[float]] = {"ours": [], "bare": [], "bare, each text once": []}
    for _ in range(ROUNDS):
        took["ours"].append(_seconds(lambda: _read(files)))
        took["bare"].append(_seconds(lambda: _bare(everywhere)))
        took["bare, each text once"].append(_seconds(lambda: _bare(once)))
    middle = {name: median(each) for name, each in took.items()}
    for name, seconds in middle.items():
        times = middle["ours"] / seconds
        print(f"{MODULES} modules, {name}: {seconds:.2f} s; ours is {times:.2f} times that")
    cached = _cached(_read(files))
    print(f"a page that was rendered before: {cached:.4f} ms (limit {MOST_MS} ms)")
    slow = middle["ours"] > MOST_TIMES * middle["bare, each text once"]
    return int(slow or cached > MOST_MS)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _files() -> Mapping[str, bytes]:
    """Five modules to which every department adds something."""
    chance = random.Random(5)
    files = contents(MODULES)
    for module in range(MODULES):
        for n in range(DEPARTMENTS):
            text = " ".join(chance.choices(WORDS, k=60)).capitalize()
            section = f"## Here {{#here-{n} in=part-{n % SECTIONS}}}\n\n{text}.\n"
            files[f"modules/module-{module:04}/departments/department-{n}.md"] = section.encode()
    return files


def _pages(tree: Tree) -> list[str]:
    """Every page as every department reads it, as its author would type it."""
    return [
        "\n\n".join(typed(piece.canonical) for piece in page.pieces)
        for module in tree.modules.values()
        for lineage in lineages(tree.departments).values()
        for language in LANGUAGES
        for page in pages(module, lineage, language)
    ]


def _bare(texts: Sequence[str]) -> None:
    for text in texts:
        markdown.markdown(
            text,
            extensions=list(rendering.EXTENSIONS),
            extension_configs=rendering.CONFIGURATION,
        )


def _read(files: Mapping[str, bytes]) -> list[Edition]:
    """Everything parsed and rendered, questions too, as after a start."""
    rendering.forget()
    tree = tree_of(files)
    editions = [Edition(slug, "", module) for slug, module in tree.modules.items()]
    for edition in editions:
        for language in LANGUAGES:
            for lineage in lineages(tree.departments).values():
                edition.sections(lineage, language)
            for item in edition.module.quiz.items if edition.module.quiz else ():
                edition.drawn_item(item.id, language)
    return editions


def _cached(editions: Sequence[Edition]) -> float:
    """Milliseconds for a page's content when it was rendered before, filled in."""
    edition = editions[0]
    edition.sections(("department-3",), "es")
    begun = time.process_time()
    for _ in range(CACHED):
        fill(edition.sections(("department-3",), "es")[2].html, {})
    return (time.process_time() - begun) * 1_000 / CACHED


if __name__ == "__main__":
    sys.exit(main())
