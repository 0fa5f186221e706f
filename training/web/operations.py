"""The operator's page: settings and health, and no records of anybody."""

import re
import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

from training import migrations
from training.config import PREFIX, Config
from training.reporting.operations import health
from training.web.access import access
from training.web.audit_words import role_word
from training.web.blueprint import blueprint
from training.web.languages import t, t_of_request
from training.web.pages import render
from training.web.state import now, state
from training.web.unit import db

SECRET = re.compile(r"secret|key|password|token", re.IGNORECASE)
IN_AN_ADDRESS = re.compile(r"(?<=://)[^/@\s]*@")
"""Who signs in and with which password, before the host of an address."""
IN_A_QUERY = re.compile(r"\?.*", re.DOTALL)
GIGABYTE = 1024**3


@blueprint.get("/operations")
@access("operator")
def operations() -> str:
    """How the system is set up and how it fares."""
    training = state()
    free = shutil.disk_usage(_there(training.config)).free
    return render(
        "operations.html",
        health=health(db(), now=now()),
        current=migrations.is_current(training.database),
        settings=shown_settings(training.config),
        free=f"{free / GIGABYTE:.1f} GB",
        moment=lambda at: t_of_request().second(at, training.config.zone),
        role_word=role_word,
    )


def shown_settings(config: Config) -> list[tuple[str, str]]:
    """Every setting with what it is set to; secrets only say that they are set."""
    return [
        (PREFIX + each.name.upper(), shown_value(each.name, getattr(config, each.name)))
        for each in fields(config)
    ]


def shown_value(name: str, value: Any) -> str:
    """A setting as the operator may see it."""
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, int | float):
        return str(value)
    if value in (None, "", (), {}, Path()):
        return t("not set")
    if SECRET.search(name) or not isinstance(value, str | Path):
        return t("set, hidden")
    text = str(value)
    return IN_A_QUERY.sub("?…", IN_AN_ADDRESS.sub("…@", text)) if "://" in text else text


def _there(config: Config) -> Path:
    """The instance folder, or the nearest one above it that is there."""
    folder = config.instance.resolve()
    return next(each for each in (folder, *folder.parents) if each.exists())
