"""Signing in with a passkey alone: what one has and what one knows or is, both at once."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from training.errors import InputRefused, NotFound
from training.people.models import LOCAL
from training.people.second_factor import passkeys
from training.people.sign_in.queries import password_of
from training.web import tries, unit
from training.web.access import PUBLIC, access
from training.web.blueprint import blueprint
from training.web.challenges import new_challenge, site
from training.web.destinations import next_page
from training.web.entering import finish_sign_in
from training.web.identity import host_signs_in
from training.web.languages import t
from training.web.pages import say
from training.web.second_factor import as_json, show_passkey
from training.web.unit import commit, db

PURPOSE = "sign-in"


@blueprint.post("/sign-in/passkey/options")
@access(PUBLIC)
def passkey_sign_in_options() -> Response:
    """What the browser is asked, as JSON; the same for everybody."""
    _is_ours()
    return as_json(passkeys.options_to_show(site(), new_challenge(PURPOSE, None)))


@blueprint.post("/sign-in/passkey")
@access(PUBLIC)
def passkey_sign_in() -> Response:
    """Sign in whoever shows a passkey and was verified by their device."""
    _is_ours()
    wait = tries.wait(db(), PURPOSE)
    unit.close()
    wait = wait or tries.count(PURPOSE)
    if wait:
        return _again(tries.words_to_wait(wait))
    try:
        employee_id = show_passkey(PURPOSE, None, verified=True)
    except InputRefused as error:
        return _again(t(error.said))
    if password_of(db(), employee_id) is None:
        # Whoever comes in by a provider only would get past whatever it asks or ended.
        return _again(t("This passkey is your second step only. First sign in as you usually do."))
    commit()
    return finish_sign_in(employee_id, issuer=LOCAL, second_factor=True)


def _again(words: str) -> Response:
    say("error", words)
    return redirect(url_for("training.sign_in", next=next_page()), 303)


def _is_ours() -> None:
    if host_signs_in():
        raise NotFound("There is no such page.")
