"""The command line: `training …`. Exit 0 done, 1 the input is wrong (and where), 2 usage."""

import os
from collections.abc import Callable
from importlib.metadata import version
from typing import IO, Any

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from training.cli.answers import answers
from training.cli.audit import audit
from training.cli.backup import backup
from training.cli.certificate import certificate
from training.cli.content import content
from training.cli.context import Context
from training.cli.demo.command import demo
from training.cli.grant import grant
from training.cli.jobs import jobs
from training.cli.reminders import reminders
from training.cli.report import report
from training.cli.require import require
from training.cli.reset_factors import reset_factors
from training.cli.roster import roster
from training.cli.serve import serve
from training.cli.status import status
from training.cli.untie import untie
from training.cli.upgrade import upgrade
from training.config import Config
from training.errors import InputRefused, TrainingError
from training.redaction import hide_in_logs, secrets_of

COMMANDS: tuple[click.Command, ...] = (
    answers,
    audit,
    backup,
    certificate,
    content,
    demo,
    grant,
    jobs,
    reminders,
    report,
    require,
    reset_factors,
    roster,
    serve,
    status,
    untie,
    upgrade,
)


class Refused(click.ClickException):
    """An error of ours as a command says it: what is wrong, then every place."""

    exit_code = 1

    def __init__(self, error: TrainingError) -> None:
        problems = error.problems if isinstance(error, InputRefused) else []
        super().__init__("\n".join([str(error), *(f"  {each}" for each in problems)]))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it on standard error."""
        click.echo(self.format_message(), file=file, err=file is None)


class Commands(click.Group):
    """A group whose commands may raise what is raised below them."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours ends it with exit 1, its text on standard error."""
        try:
            return super().invoke(ctx)
        except TrainingError as error:
            raise Refused(error) from error
        except (OperationalError, ProgrammingError) as error:
            raise Refused(TrainingError(_no_database(error))) from error


def _no_database(error: DBAPIError) -> str:
    """What to do when the database does not answer, or has no tables yet."""
    return f"The database cannot be used: {error.orig}. If it is new, run `training upgrade`."


def build_cli(create_app: Callable[[], Flask]) -> click.Group:
    """The `training` command; `create_app` makes the site that `serve` and `demo` run."""

    @click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(version("civic-training"), prog_name="training")
    @click.pass_context
    def training(ctx: click.Context) -> None:
        """Staff training and certification: the site, its jobs, its content and its people."""
        config = Config.read(os.environ)
        hide_in_logs(secrets_of(config.database_url, config.smtp_url))
        ctx.obj = Context(config, create_app)

    for command in COMMANDS:
        training.add_command(command)
    return training
