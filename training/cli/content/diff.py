"""`training content diff`: what differs between two texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click
from sqlalchemy.orm import Session

from training.cli.context import Context, pass_context
from training.content.city import lineages
from training.content.diff import as_text, diff_files, diff_modules
from training.content.module import Module
from training.content.queries import (
    lineages_in_force,
    module_edition,
    named_revision,
    source_files,
)
from training.content.tree import read_tree
from training.errors import InputRefused


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: modules by slug, and the files of everything else."""

    modules: Mapping[str, Module]
    files: Mapping[str, bytes]
    lineages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: bool = False
    """Whether it is a folder, of which only what the other side names is compared."""


@click.command()
@click.argument("was")
@click.argument("now")
@pass_context
def diff(ctx: Context, was: str, now: str) -> None:
    """Say what changed from WAS to NOW, per section, question, department and language.

    Each is `name@number`, a `name` for the revision in force, or the folder of a content root.
    """
    with ctx.database.reading() as db:
        sides = tuple(
            _folder(Path(each)) if Path(each).is_dir() else _published(db, each)
            for each in (was, now)
        )
    text = "\n".join(_differences(*sides))
    ctx.say(text or "Nothing differs.")


def _published(db: Session, name: str) -> Side:
    revision = named_revision(db, name)
    if revision.kind == "module":
        module = module_edition(db, revision).module
        return Side({revision.slug: module}, {}, lineages_in_force(db))
    return Side({}, source_files(db, revision))


def _folder(root: Path) -> Side:
    tree = read_tree(root)
    kinds = ("certificate", "city")
    files = {
        p: raw for each in tree.packages if each.kind in kinds for p, raw in each.files.items()
    }
    return Side(tree.modules, files, lineages(tree.departments), whole=True)


def _differences(was: Side, now: Side) -> Iterator[str]:
    for slug in sorted(_named(was, now, was.modules, now.modules)):
        if slug not in now.modules and not now.whole:
            raise InputRefused(f"There is no module “{slug}” to compare with.")
        if slug not in now.modules:
            yield f"{slug}\nRemoved: the whole module"
            continue
        changes = diff_modules(
            was.modules.get(slug), now.modules[slug], {**was.lineages, **now.lineages}
        )
        if changes:
            yield f"{slug}\n{as_text(changes)}"
    paths = _named(was, now, was.files, now.files)
    old, new = ({p: side.files[p] for p in paths if p in side.files} for side in (was, now))
    if changes := diff_files(old, new):
        yield as_text(changes)


def _named(was: Side, now: Side, old: Mapping[str, object], new: Mapping[str, object]) -> set[str]:
    """What is compared: of a folder beside something published only what that one names."""
    if was.whole == now.whole:
        return {*old, *new}
    return set(new if was.whole else old)
