from pathlib import Path

import pytest

from tests.content.roots import QUIZ, SPANISH_QUIZ, module, problems, tree
from training.content.edition import Edition

QUIZ_PATH = "quizzes/basics.md"
SCENARIO = """
## Practice

### Scenario: Two people at the desk {#desk}
Covers: before

It is early.

#### They ask you to buzz them in. {#start}

> [!NOTE]
> Nobody else is there.

- [Buzz them in](#let-in)
  > That was quick.
- [Ask who they are](#ask)

#### They show a paper. {#ask}

- [Read it to them](#start)
- [Call your supervisor](#call)

#### Your supervisor comes. {#call}
Result: best 2

> Well done.[^S1]

#### They are in. {#let-in}

Result: harmful 0

> That may count as consent.
"""
SPANISH = """---
title: Lo básico
---

### Escenario: Dos personas {#desk}

#### Le piden entrar. {#start}

- [Abrir](#let-in)
  > Fue rápido.
- [Preguntar](#ask)

#### Muestran un papel. {#ask}

- [Leerlo](#start)
- [Llamar](#call)

#### Viene su supervisora. {#call}

> Bien hecho.

#### Están adentro. {#let-in}

> Puede valer como consentimiento.
"""


def test_a_scenario_is_served_scene_by_scene_with_what_each_end_brings(tmp_path: Path) -> None:
    edition = Edition("basics", "", module(tmp_path, {QUIZ_PATH: QUIZ + SCENARIO}))
    item = edition.item("desk", (), "en")
    assert (item.kind, item.points) == ("scenario", 2)
    start, ask, call, let_in = item.scenes
    assert "Nobody else is there." in start.html
    assert [(each.to, each.html) for each in start.choices] == [
        ("let-in", "Buzz them in"),
        ("ask", "Ask who they are"),
    ]
    assert start.choices[0].feedback_html == "That was quick."
    assert "That was quick" not in start.html
    assert [each.to for each in ask.choices] == ["start", "call"]
    assert (call.result, call.share, call.choices) == ("best", 1, ())
    assert (let_in.result, let_in.share) == ("harmful", 0)
    assert "Well done." in call.debrief_html
    assert "Well done" not in call.html


def test_its_translation_has_its_scenes_and_takes_its_results(tmp_path: Path) -> None:
    over = {QUIZ_PATH: QUIZ + SCENARIO, SPANISH_QUIZ: SPANISH}
    item = Edition("basics", "", module(tmp_path, over)).item("desk", (), "es")
    assert item.language == "es"
    assert item.stem_html == "<p>Dos personas</p>"
    assert [each.result for each in item.scenes] == ["", "", "best", "harmful"]
    assert item.scenes[3].debrief_html == "<p>Puede valer como consentimiento.</p>"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("(#ask)", "(#askk)", ":38: this choice leads to “askk”, and there is no such scene; did"),
        ("(#ask)", "(#let-in)", ":45: no choice leads to the scene “call”"),
        ("(#call)", "(#start)", ":45: no choice leads to the scene “call”; link to it"),
        ("Result: best 2", "", ":45: the scene “call” has neither choices nor a result"),
        ("Result: best 2", "Result: great", ":46: “Result: great” cannot be read; write best"),
        ("Result: best 2", "Result: best 0", ":26: no ending of the scenario is the best one"),
        ("harmful 0", "harmful 2", ":26: the scenario's harmful ending brings as many points as"),
        ("{#call}", "{#ask}", ":45: the id “ask” is used again; it belongs to the scene in line"),
        (" {#call}", "", ":45: the scene “Your supervisor comes.” has no id; write {#your-"),
        ("They are in. ", "", ":50: this scene has no words"),
        ("- [Ask who", "-[Ask who", ":38: This looks like a choice but is not read as one"),
        ("- [Ask who they are](#ask)", "- Ask", ":38: This looks like a choice but is not read"),
        ("- [Ask who they are](#ask)", "- [ ] Ask", ":38: This looks like a choice but is not"),
        ("  > That was quick.", "  Quick.", ":37: This line is part of the choice people see"),
        ("(#ask)", "(#ask)\n\nThen what?", ":40: this text stands after the choices"),
        ("Result: best 2", "Result: best 2\n\n- [Go](#start)", ":45: the scene “call” ends and"),
        ("It is early.", "- [x] Yes\n- [ ] No", ":26: this question has two kinds of answers"),
        ("It is early.", "See [Ask](#ask)", ":29: the link to “#ask” leads nowhere; only a scen"),
        ("Result: best 2", "Reslt: best 2", ":46: “Reslt” is not a setting; did you mean “Result”"),
    ],
)
def test_a_mistake_in_a_scenario_is_answered_with_its_line(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    quiz = QUIZ + SCENARIO.replace(before, after, 1)
    said = problems(tmp_path, {QUIZ_PATH: quiz})
    assert any(each.startswith(f"{QUIZ_PATH}{message}") for each in said), said


def test_a_loop_without_a_way_out_is_named(tmp_path: Path) -> None:
    loop = "\n#### You wait. {#wait}\n\n- [Wait on](#wait)\n"
    quiz = QUIZ + SCENARIO.replace("- [Buzz", "- [Wait](#wait)\n- [Buzz", 1) + loop
    said = problems(tmp_path, {QUIZ_PATH: quiz})
    assert any("there is no way out of “wait”; let one of their choices" in each for each in said)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("{#call}", "{#llamar}", "this choice leads to “call”"),
        ("[Leerlo](#start)", "[Leerlo](#call)", "the scenes of “desk” are not those of the Engl"),
        ("> Bien hecho.", "Result: best 2", "a translation has no settings"),
        ("Escenario: ", "", "#### begins a scene, and this question is no scenario"),
    ],
)
def test_a_translation_that_leads_elsewhere_is_refused(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    over = {QUIZ_PATH: QUIZ + SCENARIO, SPANISH_QUIZ: SPANISH.replace(before, after, 1)}
    said = problems(tmp_path, over)
    assert any(message in each for each in said), said


def test_what_an_ending_brings_is_no_text_and_counts_in_the_module_s_hash(tmp_path: Path) -> None:
    texts = (QUIZ + SCENARIO, QUIZ + SCENARIO.replace("best 2", "best 3"))
    was, now = (tree(tmp_path, {QUIZ_PATH: each}) for each in texts)
    items = [{each.id: each for each in one.modules["basics"].quiz.items} for one in (was, now)]  # type: ignore[union-attr]
    assert items[0]["desk"].sha256 == items[1]["desk"].sha256
    hashes = [{each.slug: each.sha256 for each in one.packages} for one in (was, now)]
    assert hashes[0]["basics"] != hashes[1]["basics"]
