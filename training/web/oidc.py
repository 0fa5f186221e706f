"""Signing in and out by identity providers (OpenID Connect)."""

import logging

from flask import make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response

from training.errors import NotAllowed, NotFound, NotReady, SignInRefused
from training.people.accounts.queries import issuer_of_session
from training.people.accounts.service import (
    employee_of,
    end_issuers_sessions,
    record_refusal,
    spend,
)
from training.people.groups.service import follow_groups
from training.standards.oidc.authorization import new_journey
from training.standards.oidc.end_session import end_session_address
from training.standards.oidc.id_token import Subject
from training.standards.oidc.person import account, showed_second_factor
from training.standards.oidc.provider import Provider
from training.standards.oidc.refusals import untrusted
from training.standards.oidc.sign_in import way_there, who_came_back, who_signed_out
from training.web import identity, journeys, unit
from training.web.access import PUBLIC, TOKEN, access
from training.web.blueprint import blueprint
from training.web.destinations import next_page
from training.web.entering import finish_sign_in
from training.web.errors import answer
from training.web.journeys import Begun
from training.web.languages import language, t
from training.web.pages import render
from training.web.state import now, state, today
from training.web.tablet import tablet
from training.web.words import Words

SIGNED_OUT = "training_signed_out_of"

log = logging.getLogger(__name__)


@blueprint.errorhandler(SignInRefused)
def on_refusal(refused: SignInRefused) -> Response:
    """The page for somebody whom we do not let in on a provider's word."""
    why = t(refused.said)
    what = t("You can begin again, or sign in another way.")
    return answer(403, Words(t("You are not signed in"), why, what))


@blueprint.post("/sign-in/<provider>")
@access(PUBLIC)
def sign_in_by(provider: str) -> Response:
    """Lead to a provider.

    By a page that goes on by itself: a redirect of a posted form is held to `form-action`, which
    names no provider, and providers redirect on to others.
    """
    chosen = _chosen(provider)
    if tablet():
        raise NotAllowed("On a shared tablet, sign in with your number and password.")
    journey = new_journey()
    # Nothing is asked of anybody while a database session is open.
    unit.close()
    there = way_there(
        chosen, journey, redirect_uri=_way_back(provider), language=language(), now=now()
    )
    journeys.keep(journey, provider, going_to=next_page(), now=now())
    return _leave(there, chosen)


@blueprint.get("/sign-in/<provider>/back")
@access(PUBLIC)
def sign_in_back(provider: str) -> Response:
    """Come back from a provider; a GET, as a post from elsewhere would lack our cookie."""
    chosen = _chosen(provider)
    begun = journeys.take(request.args.get("state", ""), provider, now=now())
    if begun is None and identity.person_or_none():
        return redirect(url_for("training.home"), 303)
    if begun is None:
        raise untrusted("state")
    unit.close()
    try:
        subject = _who(chosen, begun)
        employee_id = _employee(chosen, subject)
    except SignInRefused as refused:
        _write_down(provider, refused.code)
        raise
    journeys.forget()
    return finish_sign_in(
        employee_id,
        issuer=subject.issuer,
        issuer_subject=subject.subject,
        issuer_session=subject.session,
        second_factor=showed_second_factor(subject, chosen.settings),
        going_to=begun.going_to,
    )


@blueprint.get("/sign-out/<provider>")
@access(PUBLIC)
def sign_out_there(provider: str) -> Response:
    """Lead to where a provider ends its own session."""
    chosen = _chosen(provider)
    unit.close()
    there = way_out(chosen)
    return redirect(there or url_for("training.sign_in"), 303)


@blueprint.post("/oidc/<provider>/logout")
@access(TOKEN)
def oidc_logout(provider: str) -> tuple[dict[str, str], int]:
    """End what a provider began, on its word (Back-Channel §2.5 to §2.8)."""
    chosen = _chosen(provider)
    try:
        logout = who_signed_out(chosen, request.form.get("logout_token", ""), now=now())
        if not spend(unit.db(), "logout", logout.issuer + logout.token_id, at=logout.issued):
            raise untrusted("replayed")
    except SignInRefused as refused:
        log.warning("A logout by %s was refused: %s", provider, refused.code)
        return {"error": "invalid_request", "error_description": refused.code}, 400
    end_issuers_sessions(
        unit.db(), logout.issuer, subject=logout.subject, session=logout.session, now=now()
    )
    unit.commit()
    return {}, 200


def offered() -> list[tuple[str, str]]:
    """Label and name of the providers to sign in with, here.

    None on a shared tablet: the provider's own session would stay in it for the next person.
    """
    if tablet():
        return []
    return [(each.settings.label, name) for name, each in state().providers.items()]


def of_this_sign_in() -> Provider | None:
    """The provider that began this browser's sign-in, if one did and is still one of ours."""
    issuer = issuer_of_session(unit.db(), identity.token()) if state().providers else ""
    of_issuer = (p for p in state().providers.values() if p.settings.issuer == issuer)
    return next(of_issuer, None)


def offer_way_out(provider: Provider) -> bool:
    """Whether the sign-in page will say that its own sign-in goes on, as it can be ended there."""
    unit.close()
    if not way_out(provider):
        return False
    session[SIGNED_OUT] = provider.settings.name
    return True


def signed_out_here() -> tuple[str, str] | None:
    """Label and name of the provider whose sign-in may go on; said once."""
    found = state().providers.get(session.pop(SIGNED_OUT, "")) if SIGNED_OUT in session else None
    return (found.settings.label, found.settings.name) if found else None


def way_out(provider: Provider) -> str:
    """Where one signs out at a provider; empty where that cannot be, or not just now."""
    if not provider.settings.end_session:
        return ""
    try:
        metadata = provider.metadata(now=now())
    except (NotReady, SignInRefused):
        return ""
    back = _own_address("/sign-in", url_for("training.sign_in", _external=True))
    return end_session_address(metadata, client_id=provider.settings.client_id, back=back)


def _chosen(name: str) -> Provider:
    found = state().providers.get(name)
    if found is None or identity.host_signs_in():
        raise NotFound("There is no such sign-in service here.")
    return found


def _own_address(path: str, otherwise: str) -> str:
    """An address of ours as the world sees it, whatever stands between."""
    config = state().config
    return config.link(path) if config.public_url else otherwise


def _way_back(provider: str) -> str:
    as_asked = url_for("training.sign_in_back", provider=provider, _external=True)
    return _own_address(f"/sign-in/{provider}/back", as_asked)


def _leave(there: str, provider: Provider) -> Response:
    label = provider.settings.label
    response = make_response(render("oidc/leaving.html", label=label, there=there))
    response.headers["Refresh"] = f"0; url={there}"
    return response


def _who(provider: Provider, begun: Begun) -> Subject:
    name = provider.settings.name
    with state().database.writing() as db:
        if not spend(db, "journey", begun.journey.state, at=begun.began):
            raise untrusted("state")
        db.commit()
    answer = request.args.to_dict()
    back = _way_back(name)
    return who_came_back(provider, begun.journey, answer, redirect_uri=back, now=now())


def _employee(provider: Provider, subject: Subject) -> int:
    theirs = account(subject, provider.settings)
    with state().database.writing() as db:
        person = employee_of(db, theirs, now=now(), today=today())
        unknown = follow_groups(db, person.id, theirs, now=now())
        db.commit()
    for slug in unknown:
        log.warning("The settings of %s name no department of ours: %s", subject.issuer, slug)
    return person.id


def _write_down(provider: str, code: str) -> None:
    log.warning("A sign-in by %s was refused: %s", provider, code)
    with state().database.writing() as db:
        record_refusal(db, provider, code, now=now())
        db.commit()
