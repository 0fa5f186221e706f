"""The routes that everybody may use, and those that a token of their own opens."""

import re

from tests.cast import PASSWORD
from tests.people.second_factor.authenticator import Authenticator
from tests.web.conftest import post as post_from
from tests.web.conftest import token_on
from tests.web.matrix.city import STAFFED
from tests.web.matrix.rows import Row, anybody, at_home, get, of, post, self_
from tests.web.matrix.stage import Ask, Stage
from tests.web.matrix.viewers import VIEWERS, Viewer

NEW_PASSWORD = "seven green buses at dawn"
PUBLIC = ("public",)
SOME = ("own", "oth")
LEARNERS = {
    each: next(
        (v for v in VIEWERS if v.word == f"z{each}learner"),
        Viewer(f"somebody of {each}", f"z{each}learner", each),
    )
    for each in STAFFED
}


def way_back(stage: Stage, viewer: Viewer, target: str) -> Ask:
    """The address that the provider sends somebody back to, in the browser that left."""
    client = stage.client(viewer)
    form = {"training_csrf": stage.blank[1]}
    there = client.post("/sign-in/idp", data=form).headers["Refresh"].removeprefix("0; url=")
    back = stage.provider.authorize(there, target).removeprefix("http://localhost")
    return Ask(back, client=client)


def with_a_passkey(stage: Stage, viewer: Viewer, target: str) -> Ask:
    """A passkey of the target's learner, shown on the sign-in page of the viewer's browser."""
    device, page = Authenticator(), "/account/second-factor"
    owner = stage.client(LEARNERS[target])
    made = device.make(owner.post(f"{page}/passkeys/options", data=token_on(owner, page)).text)
    post_from(owner, page, f"{page}/passkeys", credential=made, label="key")
    client = stage.client(viewer)
    form = {"training_csrf": stage.blank[1]}
    shown = device.show(client.post("/sign-in/passkey/options", data=form).text)
    return Ask("/sign-in/passkey", {"credential": shown}, client=client)


def an_answer(stage: Stage, viewer: Viewer, target: str) -> Ask | None:
    """An answer with the token on its owner's page: the viewer's own, or a learner's."""
    whose = viewer if target == "mine" else LEARNERS[target]
    if not whose.word or not whose.may_enter:
        return None
    address = f"/attempts/{stage.city.people[whose.word].attempt}/1"
    page = stage.client(whose).get(address).text
    fields = {
        name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0]
        for name in ("token", "item", "n")
    }
    chosen = re.findall(r'name="answer"[^>]*value="(\w+)"', page)[0]
    return Ask(address, {**fields, "answer": chosen})


def a_calendar(stage: Stage, viewer: Viewer, target: str) -> Ask:
    """The address of a learner's calendar, which opens to whoever knows it."""
    owner = stage.client(LEARNERS[target])
    page = post_from(owner, "/account/calendar", "/account/calendar").text
    return Ask(re.findall(r'value="[^"]*(/calendar/[^"]+)"', page)[0])


def said_by_the_provider(stage: Stage, _viewer: Viewer, _target: str) -> Ask:
    """A logout that the provider tells us of, whoever's browser it comes from."""
    token = stage.provider.logout_token(sub="s-own")
    return Ask("/oidc/idp/logout", {"logout_token": token})


def may_answer(viewer: Viewer, target: str) -> bool:
    """Whose quiz it is; and nobody signed in, as their sign-in may have ended meanwhile."""
    return target == "mine" or not viewer.may_enter or viewer.word == f"z{target}learner"


DOORS = [
    Row("GET static", PUBLIC, get("/assets/css/staff.css"), anybody, says="{"),
    Row("GET healthz", PUBLIC, get("/healthz"), anybody, says='"ok"'),
    Row(
        "GET sign_in",
        PUBLIC,
        get("/sign-in"),
        anybody,
        shows=self_,
        sees=at_home,
        says="Staff training",
    ),
    Row(
        "POST sign_in_send",
        PUBLIC,
        post("/sign-in", login="{number}", password=PASSWORD),
        anybody,
        STAFFED,
        says='name="code"',
        sees=of("learner"),
    ),
    Row("POST sign_out", PUBLIC, post("/sign-out"), anybody, says="You are signed out."),
    Row("GET activate", PUBLIC, get("/activate"), anybody, says='name="code"'),
    Row("GET activate_by_link", PUBLIC, get("/activate/{code}"), anybody, SOME, says='name="code"'),
    Row("POST activate_send", PUBLIC, post("/activate", code="{code}"), anybody, SOME, of("new")),
    Row(
        "POST activate_password",
        PUBLIC,
        post("/activate/password", code="{code}", password=NEW_PASSWORD),
        anybody,
        SOME,
        of("new"),
        of("place"),
    ),
    Row("GET reset", PUBLIC, get("/reset"), anybody, says='name="login"'),
    Row(
        "POST reset_send",
        PUBLIC,
        post("/reset", login="{number}"),
        anybody,
        SOME,
        says="on its way",
    ),
    Row(
        "POST set_language",
        PUBLIC,
        post("/language", language="es", next="/account"),
        anybody,
        shows=self_,
        says='lang="es"',
    ),
    Row(
        "POST passkey_sign_in_options",
        PUBLIC,
        post("/sign-in/passkey/options"),
        anybody,
        says='"allowCredentials": []',
    ),
    Row("POST passkey_sign_in", PUBLIC, with_a_passkey, anybody, SOME, of("learner"), of("place")),
    Row("POST sign_in_by", PUBLIC, post("/sign-in/idp"), anybody, says="City account"),
    Row("GET sign_in_back", PUBLIC, way_back, anybody, SOME, of("learner"), of("place")),
    Row("GET sign_out_there", PUBLIC, get("/sign-out/idp"), anybody, leads_away=True),
    Row("GET right_now", PUBLIC, get("/now"), anybody, says="911"),
    Row("GET right_now_in", PUBLIC, get("/now/es"), anybody, says="911"),
    Row("GET right_now_version", PUBLIC, get("/now/version"), anybody, says='"en"'),
    Row("GET right_now_worker", PUBLIC, get("/now/worker.js"), anybody, says="PAGES"),
    Row("GET verify", PUBLIC, get("/verify/{serial}"), anybody, STAFFED, of("done"), of("place")),
    Row("GET verify_any", PUBLIC, get("/verify"), anybody, says="Check a certificate"),
    Row(
        "POST verify_name",
        PUBLIC,
        post("/verify/{serial}", name="Nobody"),
        anybody,
        STAFFED,
        of("done"),
        of("place"),
    ),
    Row(
        "POST question_save",
        ("token",),
        an_answer,
        may_answer,
        ("mine", *STAFFED),
        self_,
        then_sign_in=True,
        says="Staff training",
    ),
    Row("GET calendar_file", ("token",), a_calendar, anybody, STAFFED, says="BEGIN:VCALENDAR"),
    Row("POST oidc_logout", ("token",), said_by_the_provider, anybody, says="{}"),
]
