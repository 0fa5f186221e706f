"""OEI's administrator brings a roster in: first what would happen, then it happens."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from training.errors import InputRefused
from training.flows.import_roster import import_roster, plan_roster
from training.people.departments.queries import departments
from training.people.roster.plan import RosterPlan
from training.reporting.rosters import last_imports, sources
from training.web.access import access
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import render, say
from training.web.roster_forms import leavers_form, upload_form
from training.web.roster_words import differences
from training.web.signing import keys_for_signer
from training.web.state import now, state, today
from training.web.unit import close, commit, db
from training.web.uploads import Uploads

SALT = "training-roster"
DIGITS = 9
"""Of a number that somebody types."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits, and whose people it speaks for."""

    file: str
    """Its SHA-256."""
    source: str

    @property
    def token(self) -> str:
        """The upload as an address may carry it: signed, so that nobody can name a file."""
        return _signer().dumps([self.file, self.source])


@blueprint.get("/roster")
@access("administrator", "hr")
def roster() -> str:
    """The form, and the rosters that came in last."""
    return _upload_page()


@blueprint.post("/roster")
@access("administrator", "hr")
def roster_send() -> Response | tuple[str, int]:
    """Look at a file: what it would change, or everything that is wrong with it."""
    _uploads().sweep(now())
    form = upload_form(request.form, request.files)
    if not form.validate():
        return _upload_page(form), 422
    data = form.file.data.read()
    # Only looking: nobody's writing waits while a large file is read.
    close()
    try:
        with state().database.reading() as looking:
            plan_roster(looking, data, source=form.source.data, today=today())
    except InputRefused as refused:
        return _upload_page(form, refused), 422
    upload = Upload(_uploads().keep(data), form.source.data)
    return redirect(address("training.roster_check", token=upload.token), 303)


@blueprint.get("/roster/check/<token>")
@access("administrator", "hr")
def roster_check(token: str) -> Response | str | tuple[str, int]:
    """What the file would change, in numbers and names; nothing has happened yet."""
    upload, data = _waiting(token)
    if data is None:
        return _gone()
    try:
        plan = plan_roster(db(), data, source=upload.source, today=today())
    except InputRefused as refused:
        # The people or departments changed since it was sent.
        return _upload_page(refused=refused), 422
    return _check_page(upload, plan)


@blueprint.post("/roster/check/<token>")
@access("administrator", "hr")
def roster_import(token: str) -> Response | tuple[str, int]:
    """Do what was shown; if it is not the same any more, show what it is now."""
    upload, data = _waiting(token)
    if data is None:
        return _gone()
    seen = request.form.get("seen", "")
    typed = request.form.get("leavers", "").strip()[:DIGITS]
    try:
        plan = import_roster(
            db(),
            data,
            source=upload.source,
            allow_leavers=int(typed) if typed.isdecimal() else 0,
            by=current().id,
            now=now(),
            today=today(),
            zone=state().config.zone,
        )
    except InputRefused:
        return _not_like_this(upload, data, seen)
    if fingerprint(plan) != seen:
        return _changed_meanwhile(upload)
    if plan.refusal(0) and int(typed) != plan.leavers:
        # A number that is high enough is not yet the one that was shown.
        db().rollback()
        return _check_page(upload, plan, answered=True), 422
    commit()
    _uploads().discard(upload.file)
    say("success", _what_happened(plan))
    return redirect(address("training.roster"), 303)


@blueprint.post("/roster/discard/<token>")
@access("administrator", "hr")
def roster_discard(token: str) -> Response:
    """Delete the file that waits."""
    upload, _ = _waiting(token)
    _uploads().discard(upload.file)
    say("info", t("The file is deleted. Nothing was changed."))
    return redirect(address("training.roster"), 303)


def fingerprint(plan: RosterPlan) -> str:
    """The same for two plans that do exactly the same."""
    return hashlib.sha256(repr(plan).encode()).hexdigest()


def _not_like_this(upload: Upload, data: bytes, seen: str) -> Response | tuple[str, int]:
    """The file is refused: too many would leave, or the people changed in the meantime."""
    try:
        plan = plan_roster(db(), data, source=upload.source, today=today())
    except InputRefused as refused:
        return _upload_page(refused=refused), 422
    if fingerprint(plan) != seen:
        return _changed_meanwhile(upload)
    return _check_page(upload, plan, answered=True), 422


def _changed_meanwhile(upload: Upload) -> Response:
    db().rollback()
    say("warning", t("The people changed in the meantime. This is what would happen now."))
    return redirect(address("training.roster_check", token=upload.token), 303)


def _gone() -> Response:
    text = t("The file is not here any more: it was used, or it waited too long. Send it again.")
    say("warning", text)
    return redirect(address("training.roster"), 303)


def _waiting(token: str) -> tuple[Upload, bytes | None]:
    try:
        file, source = _signer().loads(token)
    except BadData:
        return Upload("", ""), None
    return Upload(file, source), _uploads().read(file)


def _upload_page(form: Any = None, refused: InputRefused | None = None) -> str:
    known = sources(db(), today=today())
    shown = form or upload_form(None, None, source=next(iter(known), "hr"))
    return render(
        "staff/roster.html",
        form=shown,
        errors=bool(shown.errors or refused),
        refused=refused,
        sources=known,
        imports=last_imports(db()),
        here=address("training.roster"),
    )


def _check_page(upload: Upload, plan: RosterPlan, *, answered: bool = False) -> str:
    form = leavers_form(request.form, plan) if plan.refusal(0) else None
    if form is not None and answered:
        form.validate()
    return render(
        "staff/roster_check.html",
        plan=plan,
        form=form,
        errors=bool(form and form.errors),
        token=upload.token,
        seen=fingerprint(plan),
        differences=differences,
        names={each.id: each.name(language()) for each in departments(db())},
        here=address("training.roster_check", token=upload.token),
    )


def _what_happened(plan: RosterPlan) -> str:
    count = t_of_request().count
    said = [t("The roster is in.")]
    counts = plan.counts
    if n := counts["added"]:
        said.append(count("{n:,} person was added.", "{n:,} people were added.", n))
    if n := counts["returns"]:
        said.append(count("{n:,} person came back.", "{n:,} people came back.", n))
    if n := counts["moved"]:
        said.append(
            count("{n:,} person changed department.", "{n:,} people changed department.", n)
        )
    if n := counts["changed"]:
        said.append(count("{n:,} person's data changed.", "{n:,} people's data changed.", n))
    if n := counts["leaves"]:
        said.append(count("{n:,} person left.", "{n:,} people left.", n))
    if len(said) == 1:
        said.append(t("It changed nothing."))
    return " ".join(said)


def _uploads() -> Uploads:
    return Uploads(state().config.instance)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(keys_for_signer(), salt=SALT)
