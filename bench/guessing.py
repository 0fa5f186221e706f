"""Whether guessing one account slows another's sign-in: `python -m bench.guessing`.

One worker serves both. A browser tries 20 wrong passwords a second for one account, from the same
address, while another person signs in again and again. Times are wall-clock and compared within
the one run; a sign-in's CPU is the worker's.
"""

import sys
import tempfile
import threading
import time
from collections import Counter
from statistics import median

from bench import city, servers
from bench.browser import Browser, Refused
from bench.journey import enter
from bench.servers import Server
from training.config import Config

A_SECOND = 20
SIGN_INS = 40
MOST_CPU_MS = 60.0
MOST_TIMES_SLOWER = 1.5


class Guesser(threading.Thread):
    """Somebody who tries wrong passwords at a steady pace until told to stop."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self._port = port
        self.stopped = threading.Event()
        self.answers: Counter[int] = Counter()
        self.seconds = 0.0

    def run(self) -> None:
        """Try, and count the answers by status."""
        browser = Browser(self._port)
        hidden = browser.get("/sign-in").hidden
        began = time.monotonic()
        while not self.stopped.is_set():
            fields = {**hidden, "login": city.learner(1), "password": "wrong"}
            try:
                self.answers[browser.post("/sign-in", fields).status] += 1
            except Refused as refused:
                self.answers[refused.status] += 1
            due = began + self.answers.total() / A_SECOND
            self.stopped.wait(max(0.0, due - time.monotonic()))
        self.seconds = time.monotonic() - began
        browser.close()


def main() -> int:
    """Measure and say; 1 when guessing slows somebody else or a sign-in costs too much."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "TRAINING_INSTANCE": folder,
            "TRAINING_PUBLIC_URL": "http://127.0.0.1",
            "TRAINING_SECOND_FACTOR": "offered",
        }
        city.found(Config.read(settings), people=SIGN_INS + 2)
        with servers.site(settings) as site:
            sign_ins(site)  # the first turn only warms up
            before = site.cpu()
            alone = sign_ins(site)
            cpu = (site.cpu() - before) * 1000 / SIGN_INS
            guesser = Guesser(site.port)
            guesser.start()
            time.sleep(2)
            beside = sign_ins(site)
            guesser.stopped.set()
            guesser.join()
    pace = guesser.answers.total() / guesser.seconds
    slower = beside / alone
    print(f"a sign-in: {cpu:.1f} ms of CPU with the page before it (at most {MOST_CPU_MS:.0f})")
    print(f"alone {alone * 1000:.1f} ms, beside {pace:.1f} wrong passwords a second", end=" ")
    print(f"{beside * 1000:.1f} ms: {slower:.2f} times (at most {MOST_TIMES_SLOWER})")
    print(f"what the guesser was answered: {dict(guesser.answers)}")
    return int(cpu > MOST_CPU_MS or slower > MOST_TIMES_SLOWER or pace < A_SECOND * 0.9)


def sign_ins(site: Server) -> float:
    """The median time of a sign-in in seconds, everybody on a browser of their own."""
    taken = []
    for n in range(2, SIGN_INS + 2):
        browser = Browser(site.port)
        began = time.monotonic()
        enter(browser, city.learner(n))
        taken.append(time.monotonic() - began)
        browser.page("/")  # refused to whoever is not signed in
        browser.close()
    return median(taken)


if __name__ == "__main__":
    sys.exit(main())
