"""Questions of every kind in a browser: answered without a script, told in words afterwards."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.cast import NOW, TODAY
from tests.small_content import QUIZ, write_root
from tests.web.classroom import DUE, begin, hidden, read_it_all, send
from tests.web.conftest import SignIn, post
from training.assignments.audience import Audience
from training.assignments.rules import Rules
from training.assignments.service import require
from training.credentials.models import Credential
from training.db import Database
from training.flows.publish import publish_tree
from training.learning.models import Attempt, Completion, Score
from training.learning.queries import answers_of
from training.web.languages import COOKIE

JSON = {"Accept": "application/json"}
FRONT = "---\ntitle: Basics\nmodule: basics\n"
KINDS = (
    FRONT
    + """---

### What do you do first? {#steps}
Covers: before

1. Breathe
2. Greet
  > Always greet.
3. Write it down

> One after the other.

### Which number is the City's? {#number}
Covers: before
Hint: It has three digits.

Answer: 311 | three-one-one

> It is printed on every bus.

### Attest: I have read this page. {#read}
Covers: after

### Scenario: At the desk {#desk}
Covers: before

#### They want to come in. {#start}

- [Open](#opened)
- [Ask them to wait](#waiting)
  > Calm is kind.

#### They wait. {#waiting}

- [Call](#called)
- [Open](#opened)

#### Help comes. {#called}
Result: best 2

> That was the whole of it.

#### They are in. {#opened}
Result: harmful 0

> That may count as consent.

### Which is kept for later? {#later}
Covers: before
Use: held-out

- [x] This one
- [ ] That one
"""
)
SECRETS = (
    "One after the other",
    "Always greet",
    "three-one-one",
    "printed on every bus",
    "Calm is kind",
    "the whole of it",
    "count as consent",
    "harmful",
    "best",
    "called",
    "kept for later",
)
STEPS, NUMBER, READ, DESK = 1, 2, 3, 4


def teach(database: Database, folder: Path, quiz: str = KINDS) -> None:
    """Publish the small module with this quiz and require its certificate."""
    with database.writing() as db:
        publish_tree(db, write_root(folder / "root", quiz=quiz), by=None, now=NOW)
        require(db, "core", Audience(), rules=Rules(due=DUE), by=None, now=NOW, today=TODAY)
        db.commit()


def start(client: FlaskClient) -> tuple[str, dict[str, str]]:
    """Begin; the attempt's address, and the address of each question by its id."""
    attempt = begin(client)
    pages = {n: client.get(f"{attempt}/{n}").text for n in (STEPS, NUMBER, READ, DESK)}
    return attempt, {hidden(text)["item"]: f"{attempt}/{n}" for n, text in pages.items()}


def answer(client: FlaskClient, page: str, **fields: str) -> str:
    """Answer as a form without a script does; where it leads."""
    sent = client.post(page, data={**hidden(client.get(page).text), **fields})
    assert sent.status_code == 303, sent.text
    return str(sent.location)


def lines(page: str) -> dict[str, str]:
    """The fields of a list to put in order, by the words of their lines."""
    found = re.findall(r'<label class="place-words"[^>]*for="(place-\d)"[^>]*>([^<]*)<', page)
    return {unescape(words): name for name, words in found}


def put(client: FlaskClient, page: str, *words: str) -> str:
    """Give lines their numbers in this order."""
    fields = lines(client.get(page).text)
    return answer(client, page, **{fields[each]: str(n) for n, each in enumerate(words, 1)})


def what_to_do(client: FlaskClient, page: str, words: str) -> str:
    """Choose in a scene by the words of the choice."""
    text = client.get(page).text
    for value, shown in re.findall(r'value="(\d)"><label[^>]*><span>([^<]*)</span>', text):
        if shown == words:
            return answer(client, page, answer=value)
    raise AssertionError(f"{words} is not to choose in {text}")


def answer_rightly(client: FlaskClient, pages: dict[str, str]) -> None:
    put(client, pages["steps"], "Breathe", "Greet", "Write it down")
    answer(client, pages["number"], answer="Three one one")
    answer(client, pages["read"], answer="lee  LEARNER")
    what_to_do(client, pages["desk"], "Ask them to wait")
    what_to_do(client, pages["desk"], "Call")


def count(database: Database, table: type) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_every_kind_is_answered_and_passed(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    attempt, pages = start(lee)
    answer_rightly(lee, pages)
    review = lee.get(f"{attempt}/review").text
    assert "1. Breathe; 2. Greet; 3. Write it down" in review
    assert "Three one one" in review
    assert "lee LEARNER" in review
    assert "You have come to its end." in review
    assert "Everything is answered." in review
    page = send(lee, attempt).text
    assert "You passed: 5 of 5 points" in page
    assert "Calm is kind" in page
    assert "This is the best way for it to end." in page
    assert count(database, Credential) == 1


def test_no_page_before_sending_tells_what_is_right_or_comes_next(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    attempt, pages = start(lee)
    seen = [lee.get(each).text for each in pages.values()]
    answer_rightly(lee, pages)
    seen += [lee.get(each).text for each in (*pages.values(), f"{attempt}/review")]
    told = "".join(
        re.sub(r"<(head|header|footer)\b.*?</\1>", "", each, flags=re.DOTALL) for each in seen
    )
    assert [each for each in SECRETS if each in told] == []
    assert "Help comes" not in "".join(seen[:4])


def test_a_wrong_answer_of_each_kind_is_told_in_words(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    attempt, pages = start(lee)
    put(lee, pages["steps"], "Greet", "Breathe", "Write it down")
    answer(lee, pages["number"], answer="<b>911</b>")
    what_to_do(lee, pages["desk"], "Open")
    page = send(lee, attempt).text
    assert "Not yet: 0.5 of 5 points" in page
    assert page.count("(not in its place)") == 2
    assert page.count("(in its place)") == 1
    assert "You wrote:</span> <span>&lt;b&gt;911&lt;/b&gt;" in page
    assert "three-one-one" not in page
    assert "You did not answer this one: 0 of 1 point." in page
    assert "2 of the 3 lines stand in the right order among themselves." in page
    assert "This is not one of the answers that count." in page
    assert "An end like this does harm." in page
    assert "That may count as consent." in page


def test_a_half_given_answer_is_kept_and_asked_for_once_more(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    attempt, pages = start(lee)
    assert put(lee, pages["steps"], "Greet", "Breathe") == pages["steps"]
    page = lee.get(pages["steps"]).text
    assert page.count("Give each line a number of its own, from 1 to 3.") == 2, "and beside it"
    assert "<title>Error:" in page
    assert page.count(" selected") == 2
    assert answer(lee, pages["read"], answer="Max Mover") == pages["read"]
    page = lee.get(pages["read"]).text
    assert "Sign with your own name: Lee Learner" in page
    assert 'value="Max Mover"' in page
    assert "4 questions have no answer yet" in lee.get(f"{attempt}/review").text
    fields = {**hidden(page), "answer": "Max Mover", "n": "7"}
    assert lee.post(pages["read"], data=fields, headers=JSON).json == {"saved": True, "stays": True}
    assert answer(lee, pages["read"], answer="") != pages["read"]


def test_in_a_scenario_there_is_no_peeking_and_no_going_back(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    attempt, pages = start(lee)
    page = pages["desk"]
    first = hidden(lee.get(page).text)
    assert lee.post(page, data={**first, "answer": "2"}).status_code == 422
    assert lee.post(page, data={**first, "answer": "x"}).status_code == 422
    assert lee.post(page, data={**first, "step": "1", "answer": "1"}).location != page
    assert "They want to come in" in lee.get(page).text
    assert lee.post(page, data={**first, "answer": "1"}).location == page
    assert "They wait." in lee.get(page).text
    lee.post(page, data={**first, "answer": "0"})
    assert "They wait." in lee.get(page).text, "the first scene has been left"
    what_to_do(lee, page, "Open")
    ended = lee.get(page).text
    assert "They are in." in ended
    assert "<form" not in ended.split('class="quiz"')[1].split("</main>")[0]
    lee.post(page, data={**first, "step": "2", "answer": "0"})
    with database.reading() as db:
        kept = answers_of(db, int(attempt.rsplit("/", 1)[1]))
    assert kept["desk"].value == [1, 1]


def test_practice_counts_for_nothing_and_reading_completes_the_module(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path, KINDS.replace(FRONT, FRONT + "scored: no\n"))
    lee = sign_in("1002")
    read_it_all(lee)
    assert count(database, Completion) == count(database, Credential) == 1
    assert "You finished this." in lee.get("/modules/basics").text
    assert "it counts for nothing" in lee.get("/modules/basics/quiz").text
    for _ in range(2):
        begun = post(lee, "/modules/basics/quiz", "/modules/basics/quiz")
        page = send(lee, str(begun.location).rsplit("/", 1)[0]).text
        assert "Practice: 0 of 5 points" in page
        assert "Not yet" not in page
        assert "It is printed on every bus." in page
    assert count(database, Attempt) == 2
    assert count(database, Score) == 0
    assert count(database, Completion) == 1


@pytest.mark.parametrize(
    ("feedback", "told"),
    [("after each attempt", True), ("after passing", False), ("only the result", False)],
)
def test_why_is_told_when_the_author_says(
    sign_in: SignIn, database: Database, tmp_path: Path, feedback: str, told: bool
) -> None:
    quiz = QUIZ.replace("feedback: after each attempt", f"feedback: {feedback}\nwait: 2 hours")
    teach(database, tmp_path, quiz.replace("attempts: no limit", "attempts: 2"))
    lee = sign_in("1002")
    page = send(lee, begin(lee)).text
    assert ("Only what you saw." in page) is told
    assert ("0 of 1 point" in page) is told
    assert "You can try again in 120 minutes." in page
    assert "Try again" not in page
    assert "/modules/basics/read/after" in page, "what to read is told in any case"


def test_the_next_attempt_waits_as_long_as_the_author_says(
    app: object, sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path, QUIZ.replace("attempts: no limit", "wait: 3 hours"))
    lee = sign_in("1002")
    send(lee, begin(lee))
    assert "You can try again in 3 hours." in lee.get("/modules/basics/quiz").text
    again = post(lee, "/", "/modules/basics/quiz")
    assert again.status_code == 409
    assert "You can try again in 3 hours." in again.text


def test_a_question_that_is_not_translated_says_so_and_is_marked_as_english(
    app: object, database: Database, tmp_path: Path, sign_in: SignIn
) -> None:
    spanish = "### ¿Qué número es el de la Ciudad? {#number}\n"
    with database.writing() as db:
        root = write_root(tmp_path / "root", quiz=KINDS)
        (root / "quizzes/basics.es.md").write_text(spanish, encoding="utf-8")
        publish_tree(db, root, by=None, now=NOW)
        db.commit()
    lee = sign_in("1002")
    read_it_all(lee)
    lee.set_cookie(COOKIE, "es")
    begun = post(lee, "/modules/basics/quiz", "/modules/basics/quiz")
    attempt = str(begun.location).rsplit("/", 1)[0]
    pages = {n: lee.get(f"{attempt}/{n}").text for n in (STEPS, NUMBER, READ, DESK)}
    pending = {hidden(text)["item"]: "Traducción pendiente" in text for text in pages.values()}
    assert pending == {"steps": True, "number": False, "read": True, "desk": True}
    english = next(text for text in pages.values() if hidden(text)["item"] == "steps")
    assert re.search(r'<h2 id="asked"[^>]* lang="en"', english)
    review = lee.get(f"{attempt}/review").text
    assert review.count('class="review-question" lang="en"') == 3
