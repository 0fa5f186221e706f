"""`training content publish`: make revisions of what has changed."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from training.cli.content.employee import employee
from training.cli.context import Context, pass_context
from training.content.asking.lines import completed, read, written
from training.content.asking.queries import askings
from training.content.asking.rules import refuse_wrong_labels
from training.content.labels import Given, Label
from training.content.lineage import lineage_questions
from training.content.proposals.rules import changed
from training.content.queries import all_in_force, hashes_in_force, module_edition
from training.content.ready import ready
from training.content.tree import Tree, read_tree
from training.errors import InputRefused
from training.flows.publish import describe, publish_tree


@click.command()
@click.option("--by", "number", default="", help="The employee number of whoever publishes.")
@click.option(
    "--label",
    type=click.Choice([each.value for each in Label]),
    help="What every change asks that FILE leaves open.",
)
@click.option("--reason", default="", help="Why; everybody who is asked reads it.")
@click.option(
    "--due", type=click.DateTime(["%Y-%m-%d"]), help="The day by whose end it is to be done."
)
@click.option(
    "--labels",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What each change asks: the form that this command prints, filled in.",
)
@pass_context
def publish(
    ctx: Context,
    number: str,
    label: str | None,
    reason: str,
    due: datetime | None,
    file: Path | None,
) -> None:
    """Publish what has changed in the whole content root, without a second person.

    This is for whoever runs the machine and for the first set-up; authors propose on the site. The
    revisions and the audit name no second person then. A text that people may know already asks
    something of them when it changes: say what with --label, --reason and --due for all changes at
    once, or with --labels for each. Without, the form is printed and nothing is published.
    """
    for_all = Given("", Label(label), reason, due.date() if due else None) if label else None
    given = read(file.read_text("utf-8"), str(file)) if file else {}
    with ctx.database.reading() as db:
        before = hashes_in_force(db)
        tree = ready(read_tree(ctx.config.content_root))
        questions = list(_questions(db, tree))
        asked = askings(db, tree, changed(tree.packages, before))
    labels = completed(asked, given, for_all)
    try:
        refuse_wrong_labels(asked, labels, today=ctx.today)
    except InputRefused:
        if not any(labels.values()):
            ctx.say(written(asked, questions))
        raise
    with ctx.database.writing() as db:
        by = employee(ctx, db, number)
        by_id = by.id if by else None
        outcomes = publish_tree(
            db,
            tree,
            by=by_id,
            before=before,
            labels={each.key: each.labelled(labels[each.key]) for each in asked},
            now=ctx.now,
        )
        db.commit()
    for outcome in outcomes:
        ctx.say(describe(outcome))
    for each in questions:
        ctx.say(each)


def _questions(db: Session, tree: Tree) -> Iterator[str]:
    """New parts that read like old ones: their authors say whether they are the same."""
    for revision in all_in_force(db, "module"):
        module = tree.modules.get(revision.slug)
        if module is not None:
            old = module_edition(db, revision).module
            yield from (
                f"{revision.slug}: {each.question}" for each in lineage_questions(old, module)
            )
