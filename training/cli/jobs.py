"""`training jobs`: the loops that send what is due and seal what was written down."""

import logging
import os
import signal
from datetime import UTC, datetime
from threading import Event, Thread

import click

from training.cli.context import Context, pass_context
from training.jobs.loop import run_forever, run_once
from training.jobs.sealing import seal_all, seal_forever

ENDING = {signal.SIGTERM, signal.SIGINT}


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--parent", type=int, hidden=True, help="End when this process is gone.")
@pass_context
def jobs(ctx: Context, once: bool, parent: int | None) -> None:
    """Send mail as it falls due and seal the audit, until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
    if once:
        tried = run_once(ctx.database, ctx.config, now=ctx.now)
        seal_all(ctx.database, ctx.config.instance, lambda: ctx.now)
        ctx.say(f"{tried} messages were tried.")
        return
    if not ctx.config.smtp_url:
        ctx.say(f"There is no mail server: mail is written to {ctx.config.instance / 'mail'}")
    _run(ctx, parent)


def _run(ctx: Context, parent: int | None) -> None:
    # Signals wait for us to ask for them, so that none arrives in the middle of something.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    stop = Event()
    loops = [
        Thread(target=run_forever, args=(ctx.database, ctx.config, _clock, stop)),
        Thread(target=seal_forever, args=(ctx.database, ctx.config.instance, _clock, stop)),
    ]
    for each in loops:
        each.start()
    while all(each.is_alive() for each in loops) and signal.sigtimedwait(ENDING, 1.0) is None:
        if parent is not None and os.getppid() != parent:
            break
    stop.set()
    for each in loops:
        each.join()


def _clock() -> datetime:
    return datetime.now(UTC)
