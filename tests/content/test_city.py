from pathlib import Path

import pytest

from tests.content.roots import DEPARTMENTS
from training.content.city import lineages, parse_departments, parse_mail
from training.errors import InputRefused

ROOT = Path(__file__).resolve().parents[2]


def test_departments_are_read_parents_first() -> None:
    text = (
        "## Unit {#unit}\nCode: U\nParent: library\nYouth: yes\nAliases: A, B & C\n\n" + DEPARTMENTS
    )
    found = parse_departments(text, "d.md")
    assert [each.slug for each in found] == ["library", "transit", "unit", "bookmobile"]
    unit = found[2]
    assert (unit.code, unit.parent, unit.youth) == ("U", "library", True)
    assert unit.aliases == ("A", "B & C")
    assert found[0].names == {"en": "Public Library", "es": "Biblioteca Pública"}
    assert lineages(found)["unit"] == ("unit", "library")


def test_a_circle_of_parents_ends() -> None:
    text = "## A {#a}\nCode: A\nParent: b\n\n## B {#b}\nCode: B\nParent: a\n"
    assert lineages(parse_departments(text, "d.md"))["a"] == ("a", "b")


def test_a_wrong_list_is_refused_with_every_fault() -> None:
    with pytest.raises(InputRefused) as refused:
        parse_departments("## A {#a}\n\n## B\nCode: B\nColour: red\n", "d.md")
    assert [each.where for each in refused.value.problems] == ["d.md:1", "d.md:3", "d.md:5"]


def test_a_mail_has_a_subject_and_words() -> None:
    mail = parse_mail("---\nsubject: Hello: {name}\n---\n\nDear {name},\n\nBye.\n", "m.md")
    assert (mail.subject, mail.body) == ("Hello: {name}", "Dear {name},\n\nBye.\n")
    with pytest.raises(InputRefused):
        parse_mail("Hello\n", "m.md")


def test_the_city_s_own_files_can_be_read() -> None:
    path = ROOT / "city" / "departments.md"
    assert len(parse_departments(path.read_text("utf-8"), str(path))) > 30
    for mail in sorted((ROOT / "city" / "mail").glob("*.md")):
        assert parse_mail(mail.read_text("utf-8"), str(mail)).subject
