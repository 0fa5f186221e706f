"""The routes for everybody who has signed in: what is theirs, and nobody else's."""

import re

import pyotp
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tests.cast import NOW, PASSWORD
from tests.people.second_factor.authenticator import Authenticator
from tests.web.conftest import post as post_from
from tests.web.conftest import token_on
from tests.web.matrix.city import APP_SECRET
from tests.web.matrix.doors import NEW_PASSWORD
from tests.web.matrix.rows import (
    WHOSE,
    Row,
    at_home,
    calls,
    get,
    mine,
    post,
    self_,
    signed_in,
)
from tests.web.matrix.stage import Ask, Stage
from tests.web.matrix.viewers import Viewer
from training.credentials.facts import facts_sha256
from training.credentials.models import Credential
from training.people.models import Identity

SIGNED_IN = ("signed-in",)
FACTORS = "/account/second-factor"
MODULE = "/modules/basics"
CALENDAR = "/account/calendar"


def code(secret: str = APP_SECRET) -> str:
    """What an authenticator app shows now."""
    return pyotp.TOTP(secret).at(int(NOW.timestamp()))


def new_app(stage: Stage, viewer: Viewer, _target: str) -> Ask:
    """The code of an app that replaces the one there was."""
    if not viewer.may_enter:
        return Ask(f"{FACTORS}/app", {"code": "000000"})
    who = stage.city.people[viewer.word].id
    stage.change(
        lambda db: db.execute(
            delete(Identity).where(Identity.subject == str(who), Identity.issuer == "totp")
        )
    )
    client = stage.client(viewer)
    page = client.get(FACTORS).text
    secret = re.findall(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)[0].replace(" ", "")
    return Ask(f"{FACTORS}/app", {"code": code(secret)}, client=client)


def new_passkey(stage: Stage, viewer: Viewer, _target: str) -> Ask:
    """A passkey that the viewer's browser makes."""
    if not viewer.may_enter:
        return Ask(f"{FACTORS}/passkeys", {"credential": "{}", "label": "key"})
    device, client = Authenticator(), stage.client(viewer)
    form = {"training_csrf": stage.blank[1]}
    made = device.make(client.post(f"{FACTORS}/passkeys/options", data=form).text)
    return Ask(f"{FACTORS}/passkeys", {"credential": made, "label": "key"}, client=client)


def shown_code(stage: Stage, viewer: Viewer, _target: str) -> Ask:
    """The second step, by a code."""
    client = stage.halfway(viewer) if viewer.may_enter else None
    return Ask("/second-factor", {"code": code()}, client=client)


def asked_for_passkey(stage: Stage, viewer: Viewer, _target: str) -> Ask:
    """What the browser has to sign as a second step."""
    client = stage.halfway(viewer) if viewer.may_enter else None
    return Ask("/second-factor/passkey/options", {}, client=client)


def shown_passkey(stage: Stage, viewer: Viewer, target: str) -> Ask:
    """The second step, by a passkey that was made before."""
    if not viewer.may_enter:
        return Ask("/second-factor/passkey", {"credential": "{}"})
    device, whole = Authenticator(), stage.client(viewer)
    made = device.make(
        whole.post(f"{FACTORS}/passkeys/options", data=token_on(whole, FACTORS)).text
    )
    post_from(whole, FACTORS, f"{FACTORS}/passkeys", credential=made, label="key")
    client = stage.halfway(viewer)
    form = {"training_csrf": stage.blank[1]}
    shown = device.show(client.post("/second-factor/passkey/options", data=form).text)
    return Ask("/second-factor/passkey", {"credential": shown}, client=client)


def renamed(stage: Stage, viewer: Viewer, target: str) -> Ask | None:
    """A certificate with a name that its holder had before, or somebody else's."""
    whose = stage.city.people.get(viewer.word if target == "mine" else f"z{target}done")
    if whose is None or not whose.serial:
        return None
    if mine(viewer, target):
        stage.change(lambda db: _had_another_name(db, whose.serial))
    return Ask(f"/certificates/{whose.serial}/name", {})


def _had_another_name(db: Session, serial: str) -> None:
    (held,) = db.scalars(select(Credential).where(Credential.serial == serial))
    before = {**held.facts, "name": "Somebody Before"}
    values = {"facts": before, "facts_sha256": facts_sha256(before)}
    db.execute(update(Credential).where(Credential.id == held.id).values(**values))


def no_calendar(stage: Stage, viewer: Viewer, _target: str) -> Ask:
    """The end of a calendar's address that was made before."""
    client = stage.client(viewer)
    if viewer.may_enter:
        post_from(client, CALENDAR, CALENDAR)
    return Ask(f"{CALENDAR}/end", {}, client=client)


def a_role(stage: Stage, viewer: Viewer, target: str) -> Ask | None:
    """The confirmation of a role of the viewer's own, or of somebody else's."""
    whose = viewer.word if target == "mine" else f"z{target}helper"
    theirs = stage.city.people.get(whose)
    return Ask(f"/handover/grants/{theirs.grant}", {}) if theirs and theirs.grant else None


def on_paper(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """What a certificate names besides its holder."""
    return {f"z{viewer.home}place"}


def liaison(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """What stands where the module says `{contact: liaison}`, and the viewer's own name."""
    return {each for each in viewer.calls if each.endswith("liaison")} | viewer.header


def printable(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """The departments whose cards somebody may print: their own, and those they keep."""
    return {f"z{each}place" for each in {viewer.home, *viewer.keeps} if each} | viewer.header


OWN_PAGES = [
    Row("GET home", SIGNED_IN, get("/"), signed_in, shows=self_, sees=at_home, says="My training"),
    Row("GET still_here", SIGNED_IN, get("/here"), signed_in, says=""),
    Row("GET contacts", SIGNED_IN, get("/contacts"), signed_in, sees=calls, shows=calls),
    Row("GET account", SIGNED_IN, get("/account"), signed_in, shows=self_, says="Where you are"),
    Row("GET account_password", SIGNED_IN, get("/account/password"), signed_in, shows=self_),
    Row("GET account_calendar", SIGNED_IN, get(CALENDAR), signed_in, shows=self_),
    Row("POST account_calendar_send", SIGNED_IN, post(CALENDAR), signed_in, shows=self_),
    Row("POST account_calendar_end", SIGNED_IN, no_calendar, signed_in, shows=self_),
    Row(
        "POST account_password_send",
        SIGNED_IN,
        post("/account/password", old=PASSWORD, password=NEW_PASSWORD),
        signed_in,
        shows=self_,
        says="Your password is changed",
    ),
    Row("POST account_end", SIGNED_IN, post("/account/sessions/{session}/end"), mine, WHOSE, self_),
    Row(
        "POST account_end_others", SIGNED_IN, post("/account/sessions/end"), signed_in, shows=self_
    ),
    Row("GET account_factors", SIGNED_IN, get(FACTORS), signed_in, shows=self_),
    Row(
        "GET account_factor_remove",
        SIGNED_IN,
        get(FACTORS + "/{factor}/remove"),
        mine,
        WHOSE,
        self_,
    ),
    Row(
        "POST account_factor_remove_send",
        SIGNED_IN,
        post(FACTORS + "/{factor}/remove", password=PASSWORD),
        mine,
        WHOSE,
        self_,
        says="It is removed.",
    ),
    Row(
        "POST account_factors_prove",
        SIGNED_IN,
        post(FACTORS + "/prove", password=PASSWORD),
        signed_in,
        shows=self_,
    ),
    Row("POST account_app_send", SIGNED_IN, new_app, signed_in, shows=self_, says="It is set up."),
    Row("GET account_codes", SIGNED_IN, get(FACTORS + "/codes"), signed_in, shows=self_),
    Row("POST account_codes_send", SIGNED_IN, post(FACTORS + "/codes"), signed_in, shows=self_),
    Row(
        "POST account_passkey_options",
        SIGNED_IN,
        post(FACTORS + "/passkeys/options"),
        signed_in,
        shows=self_,
    ),
    Row(
        "POST account_passkey_send",
        SIGNED_IN,
        new_passkey,
        signed_in,
        shows=self_,
        says="It is set up.",
    ),
    Row(
        "GET second_factor", SIGNED_IN, get("/second-factor"), signed_in, shows=self_, sees=at_home
    ),
    Row("POST second_factor_send", SIGNED_IN, shown_code, signed_in, shows=self_, sees=at_home),
    Row(
        "POST second_factor_passkey_options",
        SIGNED_IN,
        asked_for_passkey,
        signed_in,
        says='"challenge"',
    ),
    Row(
        "POST second_factor_passkey", SIGNED_IN, shown_passkey, signed_in, shows=self_, sees=at_home
    ),
    Row(
        "POST handover_grant", SIGNED_IN, a_role, mine, WHOSE, self_, at_home, "That is confirmed."
    ),
    Row("GET probe", SIGNED_IN, get("/probe"), signed_in, shows=self_, sees=at_home),
    Row(
        "POST probe_send",
        SIGNED_IN,
        post("/probe", do="decline"),
        signed_in,
        shows=self_,
        sees=at_home,
    ),
    Row("GET module_page", SIGNED_IN, get(MODULE), signed_in, shows=self_),
    Row("GET printed_cards", SIGNED_IN, get("/cards"), signed_in, shows=printable),
    Row(
        "GET printed_cards_file",
        SIGNED_IN,
        get("/cards.pdf"),
        signed_in,
        shows=on_paper,
        says="What to do right now",
    ),
    Row("GET certificates_zip", SIGNED_IN, get("/certificates.zip"), signed_in, says="PK"),
    Row("GET briefing", SIGNED_IN, get(f"{MODULE}/briefing"), signed_in, shows=liaison),
    Row("POST start", SIGNED_IN, post(f"{MODULE}/start"), signed_in, shows=self_),
    Row("POST show", SIGNED_IN, post(f"{MODULE}/show"), signed_in, shows=self_),
    Row("GET shown", SIGNED_IN, get(f"{MODULE}/shown"), signed_in, shows=self_),
    Row("GET go_on", SIGNED_IN, get(f"{MODULE}/on"), signed_in, shows=self_),
    Row("GET section_page", SIGNED_IN, get(f"{MODULE}/read/before"), signed_in, shows=liaison),
    Row("POST section_read", SIGNED_IN, post(f"{MODULE}/read/after"), signed_in, shows=self_),
    Row("GET changed_page", SIGNED_IN, get(f"{MODULE}/changed/before"), signed_in, shows=self_),
    Row("POST changed_read", SIGNED_IN, post(f"{MODULE}/changed/before"), signed_in, shows=self_),
    Row("GET quiz", SIGNED_IN, get(f"{MODULE}/quiz"), signed_in, shows=self_),
    Row("POST quiz_begin", SIGNED_IN, post(f"{MODULE}/quiz"), signed_in, shows=self_),
    Row("GET question", SIGNED_IN, get("/attempts/{attempt}/1"), mine, WHOSE, self_),
    Row("GET review_answers", SIGNED_IN, get("/attempts/{attempt}/review"), mine, WHOSE, self_),
    Row("GET result", SIGNED_IN, get("/attempts/{sent}/result"), mine, WHOSE, self_),
    Row("POST submit", SIGNED_IN, post("/attempts/{attempt}/submit"), mine, WHOSE, self_),
    Row("GET check_in", SIGNED_IN, get("/check-ins/{check_in}"), mine, WHOSE, self_),
    Row("POST check_in_open", SIGNED_IN, post("/check-ins/{check_in}"), mine, WHOSE, self_),
    Row(
        "POST check_in_answer",
        SIGNED_IN,
        post("/check-ins/{check_in}/answer", answer="0"),
        mine,
        WHOSE,
        self_,
    ),
    Row(
        "POST check_in_later",
        SIGNED_IN,
        post("/check-ins/{check_in}/later"),
        mine,
        WHOSE,
        self_,
        at_home,
    ),
    Row(
        "POST certificate_rename",
        SIGNED_IN,
        renamed,
        mine,
        WHOSE,
        self_,
        on_paper,
        says="The exact text you completed",
    ),
    Row("GET certificate", SIGNED_IN, get("/certificates/{serial}"), mine, WHOSE, self_, on_paper),
    Row(
        "GET certificate_download",
        SIGNED_IN,
        get("/certificates/{serial}.pdf"),
        mine,
        WHOSE,
        self_,
        on_paper,
    ),
]
