"""`training content publish`: make revisions of what has changed."""

from collections.abc import Iterator

import click
from sqlalchemy.orm import Session

from training.cli.content.employee import employee
from training.cli.context import Context, pass_context
from training.content.lineage import lineage_questions
from training.content.queries import all_in_force, hashes_in_force, module_edition
from training.content.ready import ready
from training.content.tree import Tree, read_tree
from training.flows.publish import describe, publish_tree


@click.command()
@click.option("--by", "number", default="", help="The employee number of whoever publishes.")
@pass_context
def publish(ctx: Context, number: str) -> None:
    """Publish what has changed in the whole content root, without a second person.

    This is for whoever runs the machine and for the first set-up; authors propose on the site. The
    revisions and the audit name no second person then.
    """
    with ctx.database.reading() as db:
        before = hashes_in_force(db)
        tree = ready(read_tree(ctx.config.content_root))
        questions = list(_questions(db, tree))
    with ctx.database.writing() as db:
        by = employee(ctx, db, number)
        by_id = by.id if by else None
        outcomes = publish_tree(db, tree, by=by_id, before=before, now=ctx.now)
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
