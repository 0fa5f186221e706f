"""`training content curriculum`: how acts map to pages and questions."""

from pathlib import Path

from tests.cli.content import run
from tests.content.roots import MODULE, QUIZ, write
from training.cli.content.curriculum import BEGIN, END

FILES = {
    "city/acts.md": "## Greet {#greet}\n\nSays hello.\n\n## Note {#note}\n\nWrites it down.\n",
    "modules/basics/module.md": MODULE.replace(
        "Greet people.", "Serves: greet\n\nGreet people.", 1
    ),
    "quizzes/basics.md": QUIZ.replace("Covers: before", "Covers: before\nServes: greet", 1),
}


def test_it_says_where_an_act_is_taught_and_asked(tmp_path: Path) -> None:
    said = run(write(tmp_path, FILES), "curriculum")
    assert said.exit_code == 0
    assert "| **Greet** `greet` | basics: `before` | basics 1 |" in said.output
    assert "| **Note** `note` |  |  |" in said.output
    assert "| Before `before` | all | greet | 1 | 0 |" in said.output


def test_it_goes_between_the_marks_of_a_file_and_nowhere_else(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    file = tmp_path / "curriculum.md"
    file.write_text(f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n", "utf-8")
    for _ in range(2):
        assert run(root, "curriculum", "--into", str(file)).exit_code == 0
    text = file.read_text("utf-8")
    assert text.startswith(f"Before.\n\n{BEGIN}\n\n### Acts")
    assert text.endswith(f"\n{END}\n\nAfter.\n")
    assert "old" not in text


def test_a_file_without_the_marks_is_left_alone(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    file = tmp_path / "plain.md"
    file.write_text("Mine.\n", "utf-8")
    said = run(root, "curriculum", "--into", str(file))
    assert said.exit_code == 1
    assert "has no place in this file" in str(said.exception)
    assert file.read_text("utf-8") == "Mine.\n"
