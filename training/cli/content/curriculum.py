"""`training content curriculum`: which pages and questions serve which acts, as a table."""

from collections.abc import Iterator
from pathlib import Path

import click

from training.cli.context import Context, pass_context
from training.content.mapping import Page, Taught, asked, taught
from training.content.tree import Tree, read_tree
from training.errors import InputRefused, Problem

BEGIN = "<!-- made by `training content curriculum`; do not write here -->"
END = "<!-- end of what is made -->"


@click.command()
@click.option(
    "--into",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Put it between the two marks in FILE, in place of what stands there.",
)
@pass_context
def curriculum(ctx: Context, file: Path | None) -> None:
    """Print, as Markdown, how acts map to pages and questions, module by module."""
    made = written(read_tree(ctx.config.content_root))
    if file is None:
        ctx.say(made)
        return
    before, after = _around(file)
    file.write_text(f"{before}{BEGIN}\n\n{made}\n{END}{after}", "utf-8")
    ctx.say(f"{file} is up to date.")


def _around(file: Path) -> tuple[str, str]:
    text = file.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        wrong = Problem(
            str(file), "the two marks are not there", f"write “{BEGIN}” and below it “{END}”"
        )
        raise InputRefused("The table has no place in this file.", [wrong])
    return before, after


def written(tree: Tree) -> str:
    """The tables: acts, modules, and each module's pages."""
    return "\n".join(_lines(tree))


def _lines(tree: Tree) -> Iterator[str]:
    modules = taught(tree)
    yield from _acts(tree, modules)
    yield from _overview(modules)
    for each in modules:
        yield from _pages(each)


def _acts(tree: Tree, modules: tuple[Taught, ...]) -> Iterator[str]:
    yield "### Acts, and where they are taught and asked\n"
    yield "| Act | Pages that teach it | Questions that ask for it |"
    yield "|---|---|---|"
    for act, title in tree.acts.items():
        pages = [_named(each.slug, each.serving(act)) for each in modules if each.serving(act)]
        questions = [f"{each.module} {each.questions}" for each in asked(tree, act)]
        yield f"| **{title}** `{act}` | {'<br>'.join(pages)} | {'<br>'.join(questions)} |"
    yield ""


def _named(slug: str, ids: list[str]) -> str:
    return f"{slug}: " + ", ".join(f"`{each}`" for each in ids)


def _overview(modules: tuple[Taught, ...]) -> Iterator[str]:
    yield "### Modules\n"
    yield "| Module | Minutes | Pages | Questions | of them scenarios | To be confirmed by OEI |"
    yield "|---|---|---|---|---|---|"
    for each in modules:
        yield (
            f"| **{each.title}** `{each.slug}` | {each.minutes} | {len(each.pages)} "
            f"| {each.questions} | {each.scenarios} | {each.pending} |"
        )
    yield ""


def _pages(module: Taught) -> Iterator[str]:
    yield f"### {module.title}\n"
    yield "| Page | For | Serves | Questions | asked later |"
    yield "|---|---|---|---|---|"
    yield from (_row(each) for each in module.pages)
    yield ""


def _row(page: Page) -> str:
    readers = ", ".join(page.departments) or "all"
    serves = ", ".join(page.serves)
    return f"| {page.title} `{page.id}` | {readers} | {serves} | {page.questions} | {page.later} |"
