from pathlib import Path

import pytest

from tests.content.roots import LIBRARY, QUIZ, problems, tree
from training.content.item_view import pools_for

QUIZ_PATH = "quizzes/basics.md"
IN_THE_QUIZ = [
    ("- [ ] A farewell", "-[ ] A farewell", 13, "This looks like an answer but is not read as one"),
    ("- [ ] A farewell", "- [] A farewell", 13, "This looks like an answer but is not read as one"),
    ("- [ ] A farewell", "• A farewell", 13, "This looks like an answer but is not read as one"),
    ("- [x] A greeting", "1. [x] A greeting", 11, "This looks like an answer but is not read"),
    ("> Yes.", "> Yes.\n  > -[ ] A farewell", 13, "This looks like an answer but is not read"),
    ("  > Yes.", "  That is right.\n", 12, "This line is part of the answer people see; start it"),
    ("- [x] A greeting\n", "- [x] A greeting.\n  Right! Do it.\n", 12, "This line is part of"),
    ("- [x] A greeting\n", "- [x] A greeting\n\n  Do it.\n", 13, "This line is part of"),
    ("  > Yes.", "  – Yes.", 12, "This line is part of the answer people see; start it with >"),
    ("- [x] A greeting", "- [ ] A greeting", 8, "no answer is marked as right"),
    ("- [ ] A farewell", "- [x] A farewell", 8, "2 answers are marked as right; set “Choose: all”"),
    ("A farewell\n", "None of the above\n", 13, "“None of the above” needs “Shuffle: no”"),
    ("A farewell\n", "B) A farewell\n", 13, "Leave out letters and numbers; answers are shuffled"),
    ("A farewell\n", "A greeting\n", 11, "the answer “A greeting” comes twice"),
    ("Covers: before", "Cover: before", 9, "“Cover” is not a setting; did you mean “Covers”?"),
    ("Covers: before", "Covers: befor", 9, "there is no section “befor” to cover; did you mean"),
    ("Covers: before\n", "", 8, "the question “first” does not say what it covers"),
    ("Covers: before", "Covers: before\nHello", 10, "“Hello” is not a setting; if it is text, put"),
    ("Covers: before", "Covers: before\nCovers: after", 10, "“Covers” is set again"),
    ("Covers: before", "Covers: before\nCritical: maybe", 10, "“critical: maybe” cannot be read"),
    ("Covers: before", "Covers: before\nPoints: lots", 10, "“points: lots” cannot be read"),
    ("Covers: before", "Covers: before\nServes: wait", 10, "there is no act “wait”"),
    (
        "Covers: before",
        "Covers: before\nDepartments: libary",
        10,
        "there is no department “libary”",
    ),
    ("{#first}", "", 8, "the question “What comes first?” has no id; write {#what-comes-first}"),
    ("{#first}", "{#last}", 18, "the id “last” is used again"),
    ("{draw=1}", "{draw=3}", 6, "draw=3 cannot be met: everyone can be asked 2 of this pool"),
    ("{draw=1}", "{draw=none}", 6, "“draw=none” cannot be read"),
    ("module: basics", "module: basic", 3, "there is no module “basic”; did you mean “basics”?"),
    ("module: basics", "module: basics\npass: 120%", 4, "“120%” is not a pass mark"),
    ("module: basics", "module: basics\nattempts: some", 4, "“some” cannot be read"),
    ("## Anything {draw=1}", "# Anything {draw=1}", 6, "The title belongs in the front matter"),
    ("Covers: before", "Covers: before\n\nThink.\n---\n", 11, "Dashes under text make a heading"),
    ("Covers: before", "Covers: before\nHint:", 10, "“Hint:” says nothing"),
    ("Covers: before", "Covers: before\nResult: best 2", 10, "“Result” cannot be set here; it bel"),
    ("Covers: before", "Covers: before\nAnswer: hi", 8, "this question has two kinds of answers"),
    ("Covers: before", "Covers: before\nUse: exam", 10, "“use: exam” cannot be read; write check"),
    (
        "Covers: before",
        "Covers: before\nUse: check\nCritical: yes",
        10,
        "a critical question is al",
    ),
    (" {draw=1}", " {draw=2}\nUse: check", 6, "draw=2 cannot be met: everyone can be asked 0"),
    ("What comes first?", "Attest: I come first.", 8, "this question has two kinds of answers: “A"),
    ("What comes first?", "Scenario: First", 8, "the scenario has no scene; begin one with “####"),
    ("- [x] A greeting\n", "#### At first {#x}\n\n- [x] A greeting\n", 11, "#### begins a scene"),
    ("\n\n> People", "\n\n1. One\n2. Two\n\n> People", 16, "this question has two kinds of answ"),
    ("\n\n> People", "\n\n> [!NOTE]\n> Look.\n\n> People", 16, "this text stands after the ans"),
    ("A greeting", "[A greeting](#last)", 11, "the link to “#last” leads nowhere"),
    ("title: Basics", "title: Basics\nscored: perhaps", 3, "“scored: perhaps” cannot be read"),
    ("title: Basics", "title: Basics\nscored: no\npass: 80%", 4, "“pass” means nothing in a quiz"),
    ("title: Basics", "title: Basics\nwait: a while", 3, "“a while” is not a time to wait"),
    (
        "title: Basics",
        "title: Basics\nfeedback: soon",
        3,
        "“soon” cannot be read; write after each",
    ),
    ("module: basics", "module: basics\ntime-limit: 5", 4, "“5” is not a time limit; write"),
    (
        "Covers: before",
        "Covers: before\n\nCritical: yes",
        11,
        "“Critical” is not read as a setting",
    ),
    (
        "Covers: before",
        "Covers: before\n\nThink.\nPoints: 2",
        12,
        "“Points” is not read as a setting",
    ),
    (
        " {draw=1}",
        " {draw=1}\n\nPoints: 2\n\nUse: check",
        10,
        "“Use” is not read as a setting here",
    ),
    ("> People come", "People come", 16, "this text stands after the answers"),
    ("\n\n> People", "\n> People", 15, "it is not clear what this explains"),
]


@pytest.mark.parametrize(("before", "after", "line", "message"), IN_THE_QUIZ)
def test_a_mistake_in_a_quiz_is_answered_with_its_line(
    tmp_path: Path, before: str, after: str, line: int, message: str
) -> None:
    said = problems(tmp_path, {QUIZ_PATH: QUIZ.replace(before, after, 1)})
    assert any(each.startswith(f"{QUIZ_PATH}:{line}: {message}") for each in said), said


NOTE = "<!-- ask Lia -->\n"
FINE = [
    ("{#first}\n", f"{{#first}}\n{NOTE}"),
    ("{draw=1}\n", f"{{draw=1}}\n{NOTE}\nPoints: 2\n"),
    ("Covers: before", "Covers: before <!-- ask Lia -->"),
    ("  > Yes.\n", f"  {NOTE}  > Yes.\n  {NOTE}"),
    ("\n\n> People", f"\n\n{NOTE}\n> People"),
    ("first.[^S1]\n", f"first.[^S1]\n\n{NOTE}"),
    ("Covers: before\n", "Covers: before\n\nPolice: “Let us in.”\n"),
    ("A farewell\n", "None of the papers lets them in\n"),
    ("A farewell\n", "Call the number below\n"),
    (
        "## Anything {draw=1}",
        "\n".join(
            (
                "## Books {draw=1}\nDepartments: library\n\n### A? {#a}\nCovers: before\n",
                "- [x] a\n- [ ] b\n\n## Anything {draw=1}",
            )
        ),
    ),
]


@pytest.mark.parametrize(("before", "after"), FINE)
def test_what_authors_naturally_write_is_read_as_they_meant_it(
    tmp_path: Path, before: str, after: str
) -> None:
    text = QUIZ.replace(before, after, 1)
    assert text != QUIZ
    assert problems(tmp_path, {QUIZ_PATH: text}) == []
    found = tree(tmp_path, {QUIZ_PATH: text}).modules["basics"].quiz
    assert found is not None
    assert "ask Lia" not in found.canonical()


def test_text_that_looks_a_little_like_a_setting_is_text_below_an_empty_line(
    tmp_path: Path,
) -> None:
    ask = "### What comes first? {#first}\n\nPolice: “Let us in.”\n"
    text = QUIZ.replace("{draw=1}\n", "{draw=1}\nCovers: before\n").replace(
        "### What comes first? {#first}\nCovers: before\n", ask
    )
    assert problems(tmp_path, {QUIZ_PATH: text}) == []


BOXES = "- [x] A greeting\n  > Yes.\n- [ ] A farewell\n  > That comes last.\n"
LINES = "1. Greet\n  > Yes.\n2. Ask\n\n  > Then.\n10. Listen\n"


def test_a_list_a_text_and_a_statement_are_questions_too(tmp_path: Path) -> None:
    kinds = [
        QUIZ.replace(BOXES, LINES, 1),
        QUIZ.replace(BOXES, "Answer: 311 | three-one-one\n", 1),
        QUIZ.replace(BOXES, "", 1).replace("Covers: before", "Covers: before\nAnswer: 311"),
        QUIZ.replace(BOXES, "", 1).replace("What comes", "attest: I have read what comes", 1),
    ]
    assert [problems(tmp_path, {QUIZ_PATH: each}) for each in kinds] == [[], [], [], []]


IN_OTHER_KINDS = [
    (LINES.replace("  > Yes.", "> Yes."), 12, "it is not clear what this explains; put two spaces"),
    (LINES.replace("2. Ask", "2. Greet"), 11, "the line “Greet” comes twice"),
    ("1. Greet\n", 11, "a question needs two lines or more"),
    ("1. Greet\n2. Ask\n\nThen what?\n", 8, "this question has no answers"),
    ("Shuffle: no\n\n1. a\n2. b\n", 10, "“Shuffle” means nothing in a question to put in order"),
    ("Answer: 311, 911\n", 11, "Comma in Answer; separate by |"),
    ("Answer: 311 | 3-1-1\n", 11, "“3-1-1” is accepted already"),
    ("Answer: - | 311\n", 11, "nobody could type “-”"),
    ("Answer:\n", 11, "“Answer:” says nothing"),
    ("", 8, "this question has no answers; write them as “- [ ] …” and “- [x] …”, or as “Answer:"),
]


@pytest.mark.parametrize(("answers", "line", "message"), IN_OTHER_KINDS)
def test_a_mistake_in_another_kind_is_answered_with_its_line(
    tmp_path: Path, answers: str, line: int, message: str
) -> None:
    quiz = QUIZ.replace("\n" + BOXES, answers if answers.startswith("Sh") else "\n" + answers, 1)
    said = problems(tmp_path, {QUIZ_PATH: quiz})
    assert any(each.startswith(f"{QUIZ_PATH}:{line}: {message}") for each in said), said


def test_a_department_that_is_asked_nothing_could_not_pass(tmp_path: Path) -> None:
    only = QUIZ.replace(" {draw=1}", "").replace("Covers:", "Departments: library\nCovers:")
    said = problems(tmp_path, {QUIZ_PATH: only})
    assert any("cannot be asked anything; add a question for everyone" in each for each in said)


def test_nobody_is_asked_about_a_page_that_they_do_not_read(tmp_path: Path) -> None:
    text = "---\ninstead: yes\n---\n\n## Stop {#stop}\n\nStop.\n"
    police = {"modules/basics/departments/transit.md": text}
    said = problems(tmp_path, police)
    (only,) = said
    assert "transit cannot be asked anything; add a question about what they read" in only
    own = "\n### Stop? {#stop-q}\nCovers: stop\nDepartments: transit\n\n- [x] Yes\n- [ ] No\n"
    assert problems(tmp_path, {**police, QUIZ_PATH: QUIZ + own}) == []
    found = tree(tmp_path, {**police, QUIZ_PATH: QUIZ + own}).modules["basics"]
    assert [pool.items for pool in pools_for(found, ("transit",))] == [("stop-q",)]


def test_a_question_on_a_department_s_page_has_to_be_limited_to_it(tmp_path: Path) -> None:
    library = "## Cards {#cards after=before}\n\nCards are private.\n"
    quiz = QUIZ.replace("Covers: before", "Covers: cards", 1)
    said = problems(tmp_path, {LIBRARY: library, QUIZ_PATH: quiz})
    assert any("only some departments read “cards”" in each for each in said), said
    limited = quiz.replace("Covers: cards", "Covers: cards\nDepartments: bookmobile", 1)
    assert problems(tmp_path, {LIBRARY: library, QUIZ_PATH: limited}) == []


def test_a_draw_that_only_one_department_cannot_meet_names_it(tmp_path: Path) -> None:
    extra = QUIZ.replace("{draw=1}", "{draw=2}").replace(
        "Covers: after", "Covers: after\nDepartments: library", 1
    )
    said = problems(tmp_path, {QUIZ_PATH: extra})
    assert any("draw=2 cannot be met: everyone can be asked 1" in each for each in said), said
