"""`training content packet`: modules on paper, for those who approve them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from training.cli.context import Context, pass_context
from training.content.city import lineages
from training.content.packages import module_package
from training.content.packet.making import Approved, Text, packet_of
from training.content.packet.queries import last_approved, text_in_force
from training.content.queries import working_files
from training.content.tree import Tree, check_tree, read_tree, tree_of
from training.errors import InputRefused, NotFound

UNPUBLISHED = "As it is in the folder"


@click.command()
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that the files are written into.",
)
@click.option(
    "--tranche",
    default=25,
    show_default=True,
    type=click.IntRange(5, 1000),
    help="The most pages of one part.",
)
@click.option("--since-approval", is_flag=True, help="Mark what has changed since an approval.")
@click.option("--from-database", is_flag=True, help="Print what is published, not the folder.")
@pass_context
def packet(
    ctx: Context,
    modules: tuple[str, ...],
    folder: Path,
    tranche: int,
    since_approval: bool,
    from_database: bool,
) -> None:
    """Write each MODULE, or all, as Word files and PDFs with every word, answer and source.

    A part has more pages than --tranche only where one page of the module alone needs them. What
    reviewers remarked is never in it.
    """
    desk = _from_database(ctx) if from_database else _from_folder(ctx)
    slugs = modules or tuple(sorted(desk.tree.modules))
    texts = [desk.text(slug) for slug in slugs]
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        line
        for text in ctx.track(texts, "Modules written", total=len(texts))
        for line in _write(ctx, desk, text, folder, tranche, since_approval=since_approval)
    ]
    for line in lines:
        ctx.say(line)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where texts come from: the departments that read them, and a module's text by its slug."""

    tree: Tree
    text: Callable[[str], Text]


def _from_folder(ctx: Context) -> _Desk:
    tree = read_tree(ctx.config.content_root)
    if problems := check_tree(tree):
        raise InputRefused("Mend these first: a reviewer must see every word.", problems)
    lines = lineages(tree.departments)

    def text(slug: str) -> Text:
        module = tree.modules.get(slug)
        if module is None:
            raise NotFound(f"There is no module “{slug}” in {ctx.config.content_root}.")
        package = module_package(module, tree.reader.city, tree.files, lines)
        pictures = {path: image.raw for path, image in tree.reader.images.items()}
        return Text(module, package.sha256, UNPUBLISHED, pictures)

    return _Desk(tree, text)


def _from_database(ctx: Context) -> _Desk:
    def text(slug: str) -> Text:
        with ctx.database.reading() as db:
            return text_in_force(db, slug)

    with ctx.database.reading() as db:
        return _Desk(tree_of(working_files(db)), text)


def _write(
    ctx: Context, desk: _Desk, text: Text, folder: Path, tranche: int, *, since_approval: bool
) -> list[str]:
    """Writes one module's files; a line on each of them."""
    approved = _approved(ctx, text.module.slug) if since_approval else None
    made = packet_of(text, approved, desk.tree.departments, city=ctx.config.city, day=ctx.today)
    said = []
    if since_approval and approved is None:
        said.append(f"{text.module.slug}: nobody has approved any text yet, so nothing is marked")
    for part in made.print(tranche):
        (folder / f"{part.name}.pdf").write_bytes(part.pdf)
        (folder / f"{part.name}.docx").write_bytes(part.docx)
        said.append(f"{folder / part.name}: .pdf of {part.pages} pages, and .docx")
    return said


def _approved(ctx: Context, slug: str) -> Approved | None:
    with ctx.database.reading() as db:
        return last_approved(db, slug, ctx.config.zone)
