"""`training content`: check the working copy, publish it, approve what was published."""

import click

from training.cli.content.approve import approve
from training.cli.content.check import check
from training.cli.content.curriculum import curriculum
from training.cli.content.diff import diff
from training.cli.content.export import export
from training.cli.content.fmt import fmt
from training.cli.content.fresh import fresh
from training.cli.content.packet import packet
from training.cli.content.publish import publish
from training.cli.preview.command import preview


@click.group()
def content() -> None:
    """The words: check them, look at them, publish them, approve them."""


content.add_command(check)
content.add_command(publish)
content.add_command(approve)
content.add_command(diff)
content.add_command(export)
content.add_command(fmt)
content.add_command(fresh)
content.add_command(packet)
content.add_command(preview)
content.add_command(curriculum)
