"""The site: a Flask app that hosts the extension as any other app would, and the command line."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_login import LoginManager

from training.cli import build_cli
from training.extension import Training
from training.keys import kept_key
from training.web.identity import OUR_SIGN_IN, load_account
from training.web.state import EXTENSION, TrainingState


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The site as a WSGI app; `config` goes over the environment's `TRAINING_*`."""
    app = Flask("training", static_folder=None, template_folder=None)
    app.config.update(
        SESSION_COOKIE_NAME="training",
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.config.update(config or {})
    training = Training(app, url_prefix="")
    training.answer_unknown_addresses(app)
    state: TrainingState = app.extensions[EXTENSION]
    if state.config.public_url.startswith("https:"):
        app.config["SESSION_COOKIE_SECURE"] = True
    app.secret_key = (
        app.secret_key or os.environ.get("TRAINING_SECRET_KEY") or own_secret(state.config.instance)
    )
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
