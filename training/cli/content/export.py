"""`training content export`: what was published, as files again."""

from pathlib import Path

import click

from training.cli.context import Context, pass_context
from training.content.export import write_root
from training.content.queries import named_revision, source_files, working_files


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[NAME[@NUMBER]] FOLDER")
@click.option("--all", "everything", is_flag=True, help="All that is in force, city/ included.")
@pass_context
def export(ctx: Context, words: tuple[str, ...], everything: bool) -> None:
    """Write a revision, or with --all a whole content root, into a new FOLDER.

    NAME is a module, a certificate or `city`; without a NUMBER it is the revision in force. What is
    written has the same hash when it is read again. Remarks are never written.
    """
    if len(words) != (1 if everything else 2):
        raise click.UsageError("Name what to export and a folder, or --all and a folder.")
    folder = Path(words[-1])
    with ctx.database.reading() as db:
        if everything:
            files, what = working_files(db), "all that is in force"
        else:
            revision = named_revision(db, words[0])
            files = source_files(db, revision)
            what = f"{revision.slug}: revision {revision.number}, {revision.short}"
    write_root(folder, files)
    ctx.say(f"{what}: {len(files)} files in {folder}")
