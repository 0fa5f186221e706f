"""`training content fmt`: write missing ids, missing hashes and quotes into the working copy."""

import click

from training.cli.content.places import inside, is_within
from training.cli.context import Context, pass_context
from training.content.formatting import formatted
from training.content.tree import read_contents


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("--check", "only_look", is_flag=True, help="Name the files, and change nothing.")
@click.pass_context
@pass_context
def fmt(ctx: Context, command: click.Context, paths: tuple[str, ...], only_look: bool) -> None:
    """Write missing ids, missing from= hashes and quotes around settings; nothing else.

    A from= that is there never changes: “content fresh” does that. With --check, exit 1 says that
    something would be written.
    """
    root = ctx.config.content_root
    places = inside(root, paths)
    found = formatted(read_contents(root))
    changed = {path: raw for path, raw in sorted(found.items()) if is_within(path, places)}
    for path, raw in changed.items():
        if not only_look:
            (root / path).write_bytes(raw)
        ctx.say(path)
    what = "to write" if only_look else "written"
    ctx.say(f"{len(changed)} files {what}." if changed else f"Nothing {what}.")
    if changed and only_look:
        command.exit(1)
