"""What our own site stands on; in a host's app all of it is the host's, and we only warn."""

import logging
import re
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from training.config import Config
from training.errors import InputRefused
from training.production import (
    Footing,
    guarded,
    is_open_to_eavesdroppers,
    refusals,
    trusted_hosts,
    weaknesses,
)
from training.web.signing import signing_keys

log = logging.getLogger(__name__)
YEAR = 31_536_000


def take_keys(app: Flask, settings: Mapping[str, Any]) -> None:
    """Give the app the key of `TRAINING_SECRET_KEY`, and the older ones that it still accepts.

    Keys that the app has already stay.
    """
    app.secret_key = (
        app.secret_key or str(settings.get("TRAINING_SECRET_KEY") or "").strip() or None
    )
    older = re.split(r"[,\s]+", str(settings.get("TRAINING_SECRET_KEY_FALLBACKS") or ""))
    if not app.config.get("SECRET_KEY_FALLBACKS"):
        app.config["SECRET_KEY_FALLBACKS"] = [each for each in older if each]


def stand(app: Flask, config: Config) -> None:
    """Set our own site up for the network it is on.

    Raises `InputRefused` naming everything that must not be so in production.
    """
    safe = guarded(config)
    hosts = trusted_hosts(config) if safe or config.trusted_hosts else []
    app.config["TRUSTED_HOSTS"] = app.config.get("TRUSTED_HOSTS") or hosts or None
    if safe and (found := refusals(config, _footing(app))):
        raise InputRefused("The site does not start in production like this.", found)
    if config.proxies:
        # The host's name is not taken from a header: proxies pass it through.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=0
        )
    if config.public_url.startswith("https:"):
        app.config["SESSION_COOKIE_SECURE"] = True
        app.after_request(_only_encrypted)


def warn_of_weaknesses(app: Flask, config: Config) -> None:
    """Say in the log what is not safe about the app we run in; nothing of it is changed."""
    if app.testing or not guarded(config):
        return
    for each in weaknesses(_footing(app)):
        name = each.where.removeprefix("TRAINING_")
        log.warning("This app is not fit for production: its %s %s", name, each.what)
    if is_open_to_eavesdroppers(config.public_url):
        log.warning("TRAINING_PUBLIC_URL is not https: passwords cross the network readable")


def _footing(app: Flask) -> Footing:
    return Footing(signing_keys(app), app.debug, app.config.get("TRUSTED_HOSTS") or [])


def _only_encrypted(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    return response
