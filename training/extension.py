"""The extension: everything mounted in a host's Flask app, and nothing of the host's touched."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from training.config import Config
from training.credentials.signers import Signers, read_signers
from training.db import Database
from training.standards.oidc.provider import Provider
from training.standards.oidc.settings import read_providers
from training.web import timing
from training.web.access import TOKEN, Access, declared_access, refuse_undeclared
from training.web.errors import on_unknown_address
from training.web.footing import warn_of_weaknesses
from training.web.routes import blueprint
from training.web.state import EXTENSION, TrainingState
from training.web.unknown import METHODS, unknown

BY_TOKEN = Access((TOKEN,), "token")
EVERY_METHOD = [*METHODS, "PUT", "PATCH", "DELETE"]


class Training:
    """The City's staff training for a Flask app: `Training(app, url_prefix="/training")`.

    `url_prefix` is where it is mounted, `/training` unless told; the empty string is the app's own
    root. `current_employee` says who is signed in, as an employee number or e-mail, or none;
    without it we ask Flask-Login where the app has it, and else sign people in ourselves.
    """

    def __init__(
        self,
        app: Flask | None = None,
        url_prefix: str | None = None,
        current_employee: Callable[[], str | None] | None = None,
    ) -> None:
        self.url_prefix = "/training" if url_prefix is None else url_prefix.rstrip("/")
        self.current_employee = current_employee
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Mount the training; raises `RuntimeError` the second time for the same app."""
        if EXTENSION in app.extensions:
            raise RuntimeError("This app has its training already: Training was set up twice.")
        config = read_config(app.config)
        database = open_database(config)
        app.extensions[EXTENSION] = TrainingState(
            config,
            database,
            self.current_employee,
            providers=read_identity_providers(config),
            signers=signers_of(config),
        )
        app.register_blueprint(blueprint, url_prefix=self.url_prefix or None)
        if self.url_prefix:
            # Everything below the prefix is ours, so nothing of the host's can be shadowed.
            app.add_url_rule(
                f"{self.url_prefix}/<path:path>",
                "training.unknown",
                unknown,
                methods=EVERY_METHOD,
            )
        refuse_undeclared(app)
        leave_tokens_to_us(app)
        warn_of_weaknesses(app, config)

    @staticmethod
    def answer_unknown_addresses(app: Flask) -> None:
        """Let our page say that there is no such address, for an app that is nothing but ours."""
        app.register_error_handler(NotFound, on_unknown_address)
        app.register_error_handler(MethodNotAllowed, on_unknown_address)


def leave_tokens_to_us(app: Flask) -> None:
    """Keep a host's CSRF check (Flask-WTF's, where it is set up before us) off our token views.

    They save a quiz's answers when the sign-in is over, and the host's token with it.
    """
    exempt = getattr(app.extensions.get("csrf"), "exempt", None)
    if exempt is not None:
        for endpoint, view in app.view_functions.items():
            if endpoint.startswith("training.") and declared_access(app, endpoint) == BY_TOKEN:
                exempt(view)


def read_config(settings: Mapping[str, Any]) -> Config:
    """The settings of the app over those of the environment.

    Raises `InputRefused` naming each that cannot be used.
    """
    return Config.read({**os.environ, **settings})


def read_identity_providers(config: Config) -> dict[str, Provider]:
    """The identity providers that the settings name; raises `InputRefused` saying what is wrong."""
    if config.oidc_file == Path():
        return {}
    return {each.name: Provider(each) for each in read_providers(config.oidc_file)}


def signers_of(config: Config) -> Signers:
    """Who signs certificates; raises `InputRefused` saying what is wrong with the file."""
    return Signers() if config.sign_file == Path() else read_signers(config.sign_file)


def open_database(config: Config) -> Database:
    """The database that the settings name, its folder made and its statements counted if asked."""
    if not config.database_url:
        config.instance.mkdir(parents=True, exist_ok=True)
    database = Database(config.database)
    if config.timing:
        timing.watch(database.engine)
    return database
