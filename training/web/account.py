"""Somebody's own account: where they are signed in, and their password."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from training.assignments.accommodations.queries import accommodations_of
from training.assignments.excuses.queries import excused_until
from training.errors import NotFound
from training.people.passwords import hash_password, verify_password
from training.people.sign_in import service
from training.people.sign_in.queries import open_sessions, password_of, session_of
from training.reporting.person import asked_now
from training.web import identity, tries, unit
from training.web.access import SIGNED_IN, access
from training.web.blueprint import ID, blueprint
from training.web.hr_words import certificates, needs_in_words
from training.web.identity import current, host_signs_in
from training.web.languages import t, t_of_request
from training.web.new_password import is_strong, new_password_form
from training.web.pages import render, say
from training.web.second_step import has_second_step
from training.web.state import now, state, today
from training.web.unit import commit, db


@blueprint.get("/account")
@access(SIGNED_IN)
def account() -> str:
    """Where this person is signed in, this browser marked, and what they can change."""
    person = current()
    here = session_of(db(), identity.token())
    zone, moment = state().config.zone, t_of_request().moment
    return render(
        "account/account.html",
        sessions=open_sessions(db(), person.id, now=now()),
        here=here.id if here else None,
        has_password=password_of(db(), person.id) is not None and not host_signs_in(),
        has_second_step=has_second_step(person),
        since=lambda each: moment(each.created, zone),
        needs=needs_in_words(accommodations_of(db(), person.id)),
        until=excused_until(db(), person.id, today=today()),
        extended=[each for each in asked_now(db(), person.id) if each.extended],
        titles=dict(certificates()),
    )


@blueprint.post(f"/account/sessions/<{ID}:session_id>/end")
@access(SIGNED_IN)
def account_end(session_id: int) -> Response:
    """Sign out one other browser."""
    service.end_session(db(), current().id, session_id, now=now())
    commit()
    say("success", t("That browser is signed out."))
    return redirect(url_for("training.account"), 303)


@blueprint.post("/account/sessions/end")
@access(SIGNED_IN)
def account_end_others() -> Response:
    """Sign out everywhere but here."""
    me = current().id
    service.end_sessions(db(), me, keep=identity.token(), by=me, now=now())
    commit()
    say("success", t("You are signed out everywhere else."))
    return redirect(url_for("training.account"), 303)


@blueprint.get("/account/password")
@access(SIGNED_IN)
def account_password() -> str:
    """The form for a new password."""
    _own_secret()
    return render("account/password.html", form=new_password_form(with_old=True))


@blueprint.post("/account/password")
@access(SIGNED_IN)
def account_password_send() -> Response | str | tuple[str, int]:
    """Change the password for somebody who knows the old one, and sign out everywhere else."""
    person, keep = current(), identity.token()
    secret = _own_secret()
    form = new_password_form(with_old=True)
    who = tries.of_employee(person.id, "")
    wait = tries.wait(db(), tries.PASSWORD, who)
    unit.close()
    if wait:
        form.old.errors = [tries.words_to_wait(wait)]
        return tries.later(render("account/password.html", form=form), wait)
    if not is_strong(form, person):
        return render("account/password.html", form=form), 422
    if wait := tries.count(tries.PASSWORD, who):
        form.old.errors = [tries.words_to_wait(wait)]
        return tries.later(render("account/password.html", form=form), wait)
    if not verify_password(secret, form.old.data):
        form.old.errors = [t("That is not the password you have now.")]
        return render("account/password.html", form=form), 422
    chosen = hash_password(form.password.data)
    service.keep_password(db(), person.id, chosen, keep=keep, now=now())
    tries.forgive(db(), person.id)
    commit()
    say("success", t("Your password is changed. You are signed out everywhere else."))
    return redirect(url_for("training.account"), 303)


def _own_secret() -> str:
    """The hash of the password they have with us; raises `NotFound` without one."""
    secret = password_of(db(), current().id)
    if secret is None or host_signs_in():
        raise NotFound("You have no password here.")
    return secret
