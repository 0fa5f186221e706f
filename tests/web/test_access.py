"""Every route says who may use it, and the guard keeps to it."""

from dataclasses import replace

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from tests.cast import TODAY
from tests.web.conftest import SignIn
from training.errors import NotAllowed
from training.people.models import ROLES
from training.people.queries import Person
from training.web.access import (
    PUBLIC,
    REASON,
    SIGNED_IN,
    SUPERVISOR,
    TOKEN,
    WHO,
    Access,
    access,
    allows,
    declared_access,
    departments_of,
    departments_seen_by,
    lacks_reason,
    refuse_undeclared,
    require_department,
)

SCOPES = {"public", "token", "own", "reports", "department", "all", "none"}
OPEN_TO_EVERYBODY = {
    "training.activate",
    "training.activate_by_link",
    "training.activate_password",
    "training.activate_send",
    "training.healthz",
    "training.passkey_sign_in",
    "training.passkey_sign_in_options",
    "training.reset",
    "training.reset_send",
    "training.right_now",
    "training.right_now_in",
    "training.right_now_version",
    "training.right_now_worker",
    "training.set_language",
    "training.sign_in",
    "training.sign_in_back",
    "training.sign_in_by",
    "training.sign_in_send",
    "training.sign_out",
    "training.sign_out_there",
    "training.static",
    "training.verify",
    "training.verify_any",
    "training.verify_name",
}
BY_TOKEN = {"training.calendar_file", "training.oidc_logout", "training.question_save"}


def test_every_route_declares_who_may_use_it_over_which_scope(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        declared = declared_access(app, rule.endpoint)
        assert declared, f"{rule.rule} says nothing about who may use it"
        assert set(declared.who) <= set(WHO)
        assert declared.scope in SCOPES


def test_only_these_are_open_without_a_sign_in(app: Flask) -> None:
    found = {
        rule.endpoint: declared_access(app, rule.endpoint) for rule in app.url_map.iter_rules()
    }
    assert {each for each, declared in found.items() if declared and declared.is_public} == (
        OPEN_TO_EVERYBODY
    )
    assert {each for each, declared in found.items() if declared and declared.is_by_token} == (
        BY_TOKEN
    )


def test_without_a_sign_in_every_other_page_leads_there(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN_TO_EVERYBODY | BY_TOKEN or "GET" not in (rule.methods or ()):
            continue
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "1"))
        answer = client.get(address)
        assert answer.status_code == 303, address
        assert (answer.location or "").startswith("/sign-in?next="), address


def test_a_learner_sees_no_page_of_another_role(app: Flask, sign_in: SignIn) -> None:
    lee = sign_in("1002")
    for rule in app.url_map.iter_rules():
        declared = declared_access(app, rule.endpoint)
        if (
            not declared
            or {PUBLIC, TOKEN, SIGNED_IN} & set(declared.who)
            or "GET" not in (rule.methods or ())
        ):
            continue
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "1"))
        assert lee.get(address).status_code == 403, address


def test_an_app_with_a_silent_view_is_refused(app: Flask) -> None:
    app.view_functions["training.silent"] = lambda: "hello"
    with pytest.raises(RuntimeError, match="silent"):
        refuse_undeclared(app)


def test_a_view_for_nobody_we_know_is_refused() -> None:
    with pytest.raises(ValueError, match="not somebody"):
        access("everybody")


def person(*, roles: set[str], liaison_of: set[int] | None = None) -> Person:
    return Person(
        id=1,
        number="1",
        name="Somebody",
        email=None,
        language="en",
        active=True,
        department_id=1,
        department="library",
        department_names={"en": "Library"},
        lineage=("library",),
        roles=frozenset(roles),
        liaison_of=frozenset(liaison_of or ()),
    )


def test_an_administrator_may_what_a_liaison_may_everywhere() -> None:
    olga, lia, lee = (
        person(roles={"administrator"}),
        person(roles={"liaison"}, liaison_of={7}),
        person(roles=set()),
    )
    liaison = Access(("liaison",), "department")
    assert [allows(liaison, each) for each in (olga, lia, lee)] == [True, True, False]
    assert departments_of(olga) is None
    assert departments_of(lia) == {7}
    require_department(olga, 8)
    require_department(lia, 7)
    with pytest.raises(NotAllowed):
        require_department(lia, 8)


def test_an_author_is_no_administrator_and_the_other_way_round() -> None:
    assert not allows(Access(("author",), "all"), person(roles={"administrator"}))
    assert not allows(Access(("administrator",), "all"), person(roles={"author"}))
    assert allows(Access((SIGNED_IN,), "own"), person(roles=set()))


def test_any_one_of_several_roles_is_enough_and_the_first_gives_the_scope() -> None:
    @access("liaison", "hr", "auditor")
    def view() -> str:
        return "hello"

    declared: Access = view.training_access  # type: ignore[attr-defined]
    assert declared.scope == "department"
    for each in ({"hr"}, {"auditor"}, {"administrator"}):
        assert allows(declared, person(roles=each))
    for each in ({"operator"}, {"author"}, {"legal"}, {"translator"}, set[str]()):
        assert not allows(declared, person(roles=each))


def test_a_supervisor_is_whom_the_roster_names_whatever_their_roles() -> None:
    team = Access((SUPERVISOR,), "reports")
    everything = set(ROLES)
    assert not allows(team, person(roles=everything))
    assert allows(team, replace(person(roles=set()), supervises=True))


def test_hr_sees_departments_and_looks_after_none(app: Flask) -> None:
    with app.test_request_context():
        hr, operator = person(roles={"hr"}), person(roles={"operator"})
        assert departments_seen_by(hr) is None
        assert departments_of(hr) == set()
        assert departments_seen_by(operator) == set()


def test_an_auditor_sees_departments_only_after_a_reason_of_today(app: Flask) -> None:
    records = Access(("liaison", "auditor"), "department")
    with app.test_request_context():
        auditor, liaison = (
            person(roles={"auditor"}),
            person(roles={"auditor", "liaison"}, liaison_of={7}),
        )
        assert [lacks_reason(records, each) for each in (auditor, liaison)] == [True, False]
        assert departments_seen_by(liaison) == {7}
        session[REASON] = [1, TODAY.isoformat(), "review"]
        assert not lacks_reason(records, auditor)
        assert departments_seen_by(auditor) is None
        session[REASON] = [1, "2026-11-22", "review"]
        assert departments_seen_by(auditor) == set()
