"""What people were told is saved, and whether it is in the database after everything died."""

import json
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Event, Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.browser import Browser, Refused
from bench.journey import begin, enter
from training.credentials.models import Credential
from training.learning.models import Answer, Attempt, Completion, Score
from training.outbox import OutboxMessage


@dataclass
class Witness:
    """Writes down every answer the server gave; used by several threads."""

    answers: dict[tuple[int, str], tuple[int, list[int]]] = field(default_factory=dict)
    """By attempt and item: the number of the last save that was acknowledged, and its value."""
    submitted: set[int] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def learn(self, port: int, number: str, right: dict[str, list[str]], stop: Event) -> None:
        """Take the module and its quiz as this person until the server is gone or it is done."""
        browser = Browser(port)
        try:
            enter(browser, number)
            here = begin(browser)[1]
            while not here.endswith("/review") and not stop.is_set():
                here = self._answer(browser, here, right)
            if stop.is_set():
                return
            attempt = int(here.split("/")[2])
            hidden = browser.get(here).hidden
            browser.post(here.replace("/review", "/submit"), hidden)
            with self._lock:
                self.submitted.add(attempt)
        except (OSError, HTTPException):
            return
        except Refused as error:
            with self._lock:
                self.refusals.append(str(error))
        finally:
            browser.close()

    def _answer(self, browser: Browser, here: str, right: dict[str, list[str]]) -> str:
        """Choose, change one's mind and go on: what the script is told is saved, is."""
        hidden = browser.get(here).hidden
        item = hidden["item"]
        for n, answer in ((1, ["0"]), (2, right[item])):
            saved = browser.save(here, {**hidden, "answer": answer, "n": str(n)})
            assert json.loads(saved.text)["saved"] is True
            self._acknowledged(here, item, n, answer)
        onward = browser.post(here, {**hidden, "answer": right[item], "n": "3"}).location
        self._acknowledged(here, item, 3, right[item])
        return onward

    def _acknowledged(self, here: str, item: str, n: int, answer: list[str]) -> None:
        with self._lock:
            value = sorted(int(each) for each in answer)
            self.answers[int(here.split("/")[2]), item] = (n, value)

    def lost(self, db: Session) -> list[str]:
        """What was acknowledged and is not there, or is there in part or twice."""
        kept = {(each.attempt_id, each.item): each for each in db.scalars(select(Answer))}
        found = [
            f"answer {key}"
            for key, (n, value) in self.answers.items()
            if key not in kept or kept[key].n < n or (kept[key].n == n and kept[key].value != value)
        ]
        sent = {each.id for each in db.scalars(select(Attempt)) if each.submitted}
        found += [f"submit of {each}" for each in self.submitted - sent]
        return found + _halves(db, sent)


def _halves(db: Session, sent: set[int]) -> list[str]:
    """Acts that are there in part: every submit here passes, so each brings all of these once."""
    scores = Counter(db.scalars(select(Score.attempt_id)))
    completions = Counter(db.scalars(select(Completion.attempt_id)))
    credentials = db.scalar(select(func.count()).select_from(Credential))
    mails = select(func.count()).where(OutboxMessage.key.like("certificate%"))
    wanted = dict.fromkeys(sent, 1)
    found = [] if scores == wanted else [f"scores {scores}"]
    found += [] if completions == wanted else [f"completions {completions}"]
    found += [] if credentials == len(sent) else [f"{credentials} certificates, {len(sent)} sent"]
    told = db.scalar(mails)
    return found + ([] if told == len(sent) else [f"{told} mails, {len(sent)} sent"])
