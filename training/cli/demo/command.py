"""`training demo`: make the demonstration city once, then run the real thing on it."""

import dataclasses
import json
import os
from pathlib import Path

import click

from training.cli.context import Context, pass_context
from training.cli.demo.city import found_city
from training.cli.serve import serve_forever
from training.config import Config
from training.db import Database
from training.migrations import is_current, upgrade

HOST = "127.0.0.1"


@click.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Where to listen.")
@click.option("--prepare-only", is_flag=True, help="Make the city and stop.")
@pass_context
def demo(ctx: Context, port: int, prepare_only: bool) -> None:
    """Run a demonstration with an invented city. Delete its folder (instance/) to begin anew."""
    instance = ctx.config.instance.resolve()
    config = dataclasses.replace(
        ctx.config,
        instance=instance,
        database_url="",
        public_url=ctx.config.public_url or f"http://{HOST}:{port}",
        demonstration=True,
        second_factor="offered",
        digest="at-once",
    )
    sign_ins = instance / "demo.json"
    if sign_ins.exists():
        _renew(config)
    else:
        _found(ctx, config, sign_ins)
    logins = json.loads(sign_ins.read_text("utf-8"))
    if prepare_only:
        return
    _welcome(ctx, config, logins)
    _export(config)
    serve_forever(ctx.create_app, config, host=HOST, port=port)


def _renew(config: Config) -> None:
    """Bring a city that an older version made up to this one."""
    database = Database(config.database)
    try:
        if not is_current(database):
            upgrade(database)
    finally:
        database.dispose()


def _found(ctx: Context, config: Config, sign_ins: Path) -> None:
    ctx.say("Making the demonstration city; this happens once.")
    config.instance.mkdir(parents=True, exist_ok=True)
    # Made beside its place and moved there whole, so that an interrupted start leaves nothing half.
    new = config.instance / "demonstration.new.sqlite"
    new.unlink(missing_ok=True)
    database = Database(f"sqlite:///{new}")
    try:
        upgrade(database)
        found_city(ctx, config, database, sign_ins.with_suffix(".made"))
    finally:
        database.dispose()
    new.replace(config.instance / "training.sqlite")
    sign_ins.with_suffix(".made").replace(sign_ins)


def _welcome(ctx: Context, config: Config, logins: dict[str, dict[str, str]]) -> None:
    ctx.say("")
    ctx.say(f"Open {config.public_url} and sign in as")
    for role, login in logins.items():
        ctx.say(f"  {role:14} {login['login']:8} {login['password']:30} {login['name']}")
    if not config.smtp_url:
        ctx.say(f"There is no mail server; mails are written to {config.instance / 'mail'}")
    ctx.say("Everything is a demonstration and every person invented. Ctrl-C ends it.")


def _export(config: Config) -> None:
    """The settings for the web and job processes, which read them from the environment."""
    os.environ |= {
        "TRAINING_INSTANCE": str(config.instance),
        "TRAINING_PUBLIC_URL": config.public_url,
        "TRAINING_DEMONSTRATION": "yes",
        "TRAINING_SECOND_FACTOR": config.second_factor,
        "TRAINING_DIGEST": config.digest,
    }
    for name in ("TRAINING_DATABASE_URL", "TRAINING_DATABASE_URL_FILE"):
        os.environ.pop(name, None)
