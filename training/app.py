"""The site: a Flask app that hosts the extension as any other app would, and the command line."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_login import LoginManager

from training.cli import build_cli
from training.extension import Training, read_config
from training.keys import kept_key
from training.redaction import hide_in_logs, secrets_of
from training.secret_files import with_files
from training.web.footing import stand, take_keys
from training.web.identity import OUR_SIGN_IN, load_account
from training.web.signing import signing_keys
from training.web.state import EXTENSION, TrainingState


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The site as a WSGI app; `config` goes over the environment's `TRAINING_*`.

    Raises `InputRefused` naming every setting that cannot be used, or is not safe in production.
    """
    app = Flask("training", static_folder=None, template_folder=None)
    app.config.update(
        SESSION_COOKIE_NAME="training",
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.config.update(config or {})
    settings, _ = with_files({**os.environ, **app.config})
    read = read_config(app.config)
    take_keys(app, settings)
    app.secret_key = app.secret_key or own_secret(read.instance)
    keys = [each.decode(errors="replace") for each in signing_keys(app)]
    hide_in_logs(secrets_of(read.database_url, read.smtp_url, *keys))
    stand(app, read)
    training = Training(app, url_prefix="")
    training.answer_unknown_addresses(app)
    state: TrainingState = app.extensions[EXTENSION]
    hide_in_logs(each.settings.secret for each in state.providers.values())
    manager = LoginManager(app)
    manager.session_protection = None
    manager.login_view = OUR_SIGN_IN
    manager.user_loader(load_account)
    return app


def own_secret(folder: Path) -> str:
    """The secret kept in the instance folder, made the first time, readable by its owner only."""
    return kept_key(folder / "secret_key", lambda: secrets.token_hex(32))


def main() -> None:
    """The script `training`."""
    build_cli(create_app)()
