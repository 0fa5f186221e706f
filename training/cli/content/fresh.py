"""`training content fresh`: say that a translation says what the English says now."""

import click

from training.cli.content.places import inside
from training.cli.context import Context, pass_context
from training.content.canonical import typed
from training.content.formatting.hashes import find_made, refreshed
from training.content.tree import read_contents, tree_of
from training.errors import NotFound


@click.command()
@click.argument("parts", metavar="FILE#ID...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_context
def fresh(ctx: Context, parts: tuple[str, ...], yes: bool) -> None:
    """Note that a translated or replacing section, or a question, is made from today's English.

    Shows both texts of each, and asks. FILE#ID is as in modules/basics/module.es.md#before.
    """
    for part in parts:
        _confirm(ctx, part, yes=yes)


def _confirm(ctx: Context, part: str, *, yes: bool) -> None:
    file, _, name = part.partition("#")
    if not file or not name:
        raise NotFound("Say which section: modules/basics/module.es.md#before")
    root = ctx.config.content_root
    contents = read_contents(root)
    (path,) = inside(root, (file,))
    made = find_made(tree_of(contents), path, name)
    if made.fresh:
        ctx.say(f"{path}#{name} is made from today's English already.")
        return
    ctx.say(f"{typed(made.english)}\n\n{'-' * 40}\n\n{typed(made.words)}\n")
    if not yes:
        click.confirm("Does the second text say what the first says?", abort=True)
    (root / path).write_bytes(refreshed(contents, made))
    ctx.say(f"{path}#{name}: {made.word}")
