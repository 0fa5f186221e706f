"""What publishing keeps beside the words: who reads what, where it came from, what it asks."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.cast import NOW
from tests.content.roots import FILES, LIBRARY, MODULE, QUIZ, SPANISH, SPANISH_QUIZ, tree
from training.assignments.owing.facts import readings_of
from training.content.city import lineages
from training.content.history import check_history
from training.content.labels import Label, Labelled
from training.content.models import Clause, LabelledChange, Revision, RevisionPart
from training.content.packages import NOT_READ, Package
from training.content.queries import parts_ever
from training.content.service import publish, restore
from training.content.tree import Tree, tree_of
from training.content.units import units

QUIZZES = "quizzes/basics.md"
BOOKMOBILE = "modules/basics/departments/bookmobile.md"
WHOLE = """---
instead: yes
departments: [library]
---

## After {#after}

Write it into the book.

## Before {#before}

Whisper.
"""
SPANISH_WHOLE = "## Antes {#before}\n\nSalude.[^S1]\n\n## Después {#after}\n\nAnote.[^F1]\n"
"""Of the whole module, without hashes: taken to be of the present English."""
SUPPLEMENTS = (
    "## At the desk {#desk in=before}\n\nCards are private.\n",
    "## At the desk {#desk after=before}\n\nCards are private.\n",
    "## Quiet {#quiet}\n\nWhisper.\n",
    "## After {#after}\n\nWrite it into the book.\n",
    WHOLE,
)
ASKED = "### Which cards? {#cards}\nCovers: before\nDepartments: library\n\n- [x] All\n- [ ] None\n"
SPANISH_ASKED = """---
title: Lo básico
---

## Algo

### ¿Qué va primero? {#first}

- [x] Un saludo
- [ ] Una despedida
"""


def stored(package: Package, tree: Tree) -> None:
    """The readings from the rows are those of the module, in the order in which it is read."""
    module, lines = tree.modules["basics"], lineages(tree.departments)
    found = readings_of(package.parts, package.departments)
    assert set(found) == {None, *module.mentioned}
    for department, reading in found.items():
        lineage = lines.get(department or "", ())
        for language in ("en", "es"):
            direct = [(p, u.sha256) for p, u in units(module, lineage, language, {}).items()]
            assert list(reading.get(language, {}).items()) == direct, (department, language)


@given(
    st.sampled_from([*SUPPLEMENTS, ""]),
    st.sampled_from([*SUPPLEMENTS[:4], ""]),
    st.sampled_from([SPANISH_WHOLE, SPANISH_WHOLE.split("\n\n##")[0] + "\n", ""]),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_what_is_stored_tells_what_each_department_reads(
    library: str, bookmobile: str, spanish: str, asked: bool, translated: bool
) -> None:
    over = {
        LIBRARY: library,
        BOOKMOBILE: bookmobile,
        SPANISH: f"---\ntitle: Lo básico\nsummary: Todo.\n---\n\n{spanish}" if spanish else "",
        QUIZZES: QUIZ + (f"\n{ASKED}" if asked else ""),
        SPANISH_QUIZ: SPANISH_ASKED if translated else "",
    }
    files = {path: text.encode() for path, text in {**FILES, **over}.items() if text}
    made = tree_of(files)
    package = next(each for each in made.packages if each.kind == "module")
    stored(package, made)


RESTS = MODULE.replace("Greet people.", "Policy: R-18-7 §2, AI 7-2\n\nGreet people.").replace(
    "Because memory fades.", "Because memory fades.\n\n## Later {#later was=before,first}\n\nGo on."
)
DUE = date(2027, 1, 31)
LABELS = (
    Labelled("section:before", None, "en", Label.RETEST, "a", "It is the law.", DUE),
    Labelled("section:before", None, "en", Label.WORDING, "b", "A comma."),
    Labelled("item:first", "library", "es", Label.REREAD, "c", "The key.", DUE, wrong_key=True),
)


def published(root: Path, module: str = RESTS, library: str = WHOLE) -> tuple[Package, Tree]:
    asked = QUIZ.replace("Covers: before\n", "Covers: before\nPolicy: AI 7-2\n")
    made = tree(root, {"modules/basics/module.md": module, LIBRARY: library, QUIZZES: asked})
    return made.packages[0], made


def rows(db: Session, table: Any, revision: Revision) -> list[tuple[object, ...]]:
    names = [e.name for e in table.__table__.columns if e.name not in ("id", "revision_id")]
    mine = select(table).where(table.revision_id == revision.id).order_by(table.id)
    return [tuple(getattr(each, name) for name in names) for each in db.scalars(mine)]


def test_a_revision_keeps_what_it_asks_where_parts_came_from_and_what_they_rest_on(
    db: Session, tmp_path: Path
) -> None:
    package, _tree = published(tmp_path)
    first = publish(db, package, by=None, labels=LABELS, now=NOW).revision
    assert first.manifest["departments"] == ["library"]
    assert first.manifest["was"] == {"section:later": ["section:before", "section:first"]}
    assert rows(db, Clause, first) == [
        ("section:before", "R-18-7 §2"),
        ("section:before", "AI 7-2"),
        ("item:first", "AI 7-2"),
    ]
    assert rows(db, LabelledChange, first) == [
        ("section:before", None, "en", "retest", "a", "It is the law.", DUE, False),
        ("section:before", None, "en", "wording", "b", "A comma.", None, False),
        ("item:first", "library", "es", "reread", "c", "The key.", DUE, True),
    ]
    assert ("section:later", "library", "en", NOT_READ) in rows(db, RevisionPart, first)


def test_a_text_that_comes_back_brings_its_readings_and_clauses_but_no_older_labels(
    db: Session, tmp_path: Path
) -> None:
    first = publish(db, published(tmp_path)[0], by=None, labels=LABELS, now=NOW).revision
    publish(db, published(tmp_path, MODULE, "## Quiet {#quiet}\n\nPsst.\n")[0], by=None, now=NOW)
    back = restore(db, first, by=8, second=9, reason="!", labels=LABELS[:1], now=NOW).revision
    for table in (RevisionPart, Clause):
        assert rows(db, table, back) == rows(db, table, first) != []
    assert [each[4] for each in rows(db, LabelledChange, back)] == ["a"]
    same = ("departments", "was", "files", "restores")
    assert [back.manifest[each] for each in same] == [
        *(first.manifest[each] for each in same[:3]),
        1,
    ]


def test_what_a_department_does_not_read_is_no_text_that_an_id_had(
    db: Session, tmp_path: Path
) -> None:
    publish(db, published(tmp_path)[0], by=None, now=NOW)
    publish(db, published(tmp_path, MODULE)[0], by=None, now=NOW)
    ever, newest = parts_ever(db, "basics")
    assert newest == 2
    assert ever["section:later"].last == 1
    assert NOT_READ not in {sha for known in ever.values() for sha in known.hashes}
    # It would have tombstones in both, and its words are others.
    again, made = published(tmp_path, RESTS.replace("Go on.", "Go home."))
    problems = check_history(made.modules["basics"], again, ever, newest)
    assert "belonged to another text until revision 1" in str(problems[0])


def test_two_labels_of_one_cause_for_one_unit_cannot_be_kept(db: Session, tmp_path: Path) -> None:
    twice = (LABELS[0], LABELS[0])
    with pytest.raises(IntegrityError):
        publish(db, published(tmp_path)[0], by=None, labels=twice, now=NOW)
