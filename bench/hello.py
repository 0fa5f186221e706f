"""The measuring stick: a Flask app that says hello, under the site's own gunicorn settings."""

import sys

from flask import Flask

from training.cli.serve import Site, gunicorn_settings


def create_app() -> Flask:
    """One page without a template, a session or a database."""
    app = Flask("hello")

    @app.get("/")
    def hello() -> str:
        return "Hello, world"

    return app


if __name__ == "__main__":
    settings = gunicorn_settings("127.0.0.1", int(sys.argv[1]), workers=1, threads=8)
    Site(create_app, settings, None, lambda: None).run()
