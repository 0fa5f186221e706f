"""Templates keep to the content security policy, and the macros to what they promise."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from training.text import translator

TEMPLATES = Path(__file__).resolve().parents[2] / "training/web/templates"
INLINE = re.compile(r"<style|\sstyle=\"|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:")


def say(source: str, **context: object) -> str:
    """`source` rendered with every macro in reach, names checked strictly."""
    imports = "".join(
        f'{{% import "{name}" as {name[1:-5]} %}}'
        for name in ("_ui.html", "_forms.html", "_learn.html")
    )
    loader = FileSystemLoader(TEMPLATES)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    ground = {"t": translator("en"), "csrf": lambda: Markup('<input type="hidden" name="proof">')}
    environment.globals.update(ground | context)
    return environment.from_string(imports + source).render()


class Sample(Form):  # type: ignore[misc]
    login = StringField("Sign-in", [InputRequired("Type your number")], description="On the badge")
    kind = SelectField("Kind", choices=[SelectChoice("a", "Employee")])
    file = RadioField(
        "Which?",
        [InputRequired("Say which")],
        choices=[SelectChoice("x", "X"), SelectChoice("y", "Y")],
    )
    notes = TextAreaField("Notes")
    sure = BooleanField("I am sure")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: str(p.name))
def test_no_template_carries_a_style_or_a_script_of_its_own(path: Path) -> None:
    assert INLINE.findall(path.read_text("utf-8")) == []


def test_an_error_stands_beside_its_field_and_in_the_summary_that_links_to_it() -> None:
    form = Sample()
    form.validate()
    page = say(
        "{{ forms.error_summary(f) }}{% for x in f %}{{ forms.field(x) }}{% endfor %}", f=form
    )
    assert '<a href="#login">Type your number</a>' in page
    assert '<a href="#file-0">Say which</a>' in page
    assert 'id="file-0"' in page
    assert 'aria-describedby="login-hint login-error"' in page
    assert 'id="login-hint">On the badge' in page
    assert 'id="login-error"' in page


def test_a_form_without_errors_has_no_summary() -> None:
    assert say("{{ forms.error_summary([]) }}") == ""


def test_every_posting_macro_carries_the_proof_of_origin() -> None:
    page = say(
        "{{ forms.post_button('Go', '/go', {'a': '<b>'}) }}"
        "{% call forms.form('/x') %}{% endcall %}"
        "{% call learn.quiz_form('/q', 1, 2, 3) %}{% endcall %}"
    )
    assert page.count('name="proof"') == 3
    assert 'value="&lt;b&gt;"' in page


def test_a_status_is_always_said_in_words_beside_its_colour() -> None:
    page = say("{{ ui.tag('overdue', 'Overdue') }}{{ ui.progress(1, 3, '1 of 3 read') }}")
    assert "</svg>Overdue" in page
    assert "1 of 3 read" in page


def test_a_bar_of_nobody_is_drawn_without_parts() -> None:
    assert (
        "bar-done" not in say("{{ ui.bar([('done', 0, '0 current')], 'Nobody') }}").split("<ul")[0]
    )


def test_what_people_typed_is_escaped() -> None:
    page = say(
        "{{ forms.choices('a', [(1, '<i>')]) }}{{ ui.cell('L', '<i>') }}"
        "{{ ui.alert('info', '<i>') }}"
        "{{ learn.review_row(1, '<i>', '<i>') }}"
    )
    assert "<i>" not in page


def test_a_date_is_written_with_its_weekday() -> None:
    page = say("{{ ui.date(d) }}", d=date(2026, 12, 15))
    assert page.strip() == '<time datetime="2026-12-15">Tuesday, December 15, 2026</time>'


def test_the_shell_says_what_is_a_demonstration_and_offers_the_other_language() -> None:
    page = say(
        "{% extends 'base.html' %}{% block title %}My <training>{% endblock %}",
        language="en", demonstration=True, nav=[("My training", "/", True)], messages=[],
        person=SimpleNamespace(name="Lee"), request=SimpleNamespace(full_path="/x?a=1"),
        url_for=lambda endpoint, **values: f"/{endpoint}/{values.get('filename', '')}",
    )  # fmt: skip
    assert "Demonstration: every person here is invented" in page
    assert (
        '<button class="plain-button" name="language" value="es" lang="es">Español</button>' in page
    )
    assert 'aria-current="page"' in page
    assert "Sign out" in page
