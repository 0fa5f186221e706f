"""`training content preview`: look at the working copy while it is written."""

import click
from werkzeug.serving import WSGIRequestHandler, make_server

from training.cli.context import Context, pass_context
from training.cli.preview.app import create_preview
from training.cli.preview.live import Live
from training.content.tree import read_contents
from training.errors import NotReady

HOST = "127.0.0.1"


class Quiet(WSGIRequestHandler):
    """A page asks every second whether anything changed; nobody wants to read that."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@click.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@pass_context
def preview(ctx: Context, port: int) -> None:
    """Show the content root in a browser of this machine, as any department and language.

    Pages come anew with every change, with what is wrong or worth a look beside them. It needs no
    database, and nobody else can reach it. Ctrl-C ends it.
    """
    root = ctx.config.content_root
    read_contents(root)
    app = create_preview(Live(root))
    try:
        server = make_server(HOST, port, app, threaded=True, request_handler=Quiet)
    except (OSError, SystemExit) as error:
        raise NotReady(f"Port {port} is taken; choose another with --port.") from error
    ctx.say(f"{root} at http://{HOST}:{server.server_port}")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        ctx.say("The preview has ended.")
    finally:
        server.server_close()
