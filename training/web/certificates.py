"""One's own certificate: as a page, as a PDF to keep, with a code for whoever checks it."""

import io
import zipfile

import segno
from flask import make_response, redirect
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.credentials.facts import CertificateFacts, said
from training.credentials.models import Credential
from training.credentials.queries import Fate, by_serial, fate_of, of_employee, stored_pdf
from training.credentials.service import keep_pdf, render_pdf
from training.credentials.wording import lead_and_rest, paragraphs, words
from training.errors import NotFound
from training.flows.rename_certificate import rename_certificate
from training.people.queries import Person
from training.web.access import SIGNED_IN, access
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import render, say
from training.web.state import now, state, today
from training.web.unit import close, commit, db


@blueprint.get("/certificates/<serial>")
@access(SIGNED_IN)
def certificate(serial: str) -> str:
    """The certificate as it would hang on a wall, and the exact text it stands for."""
    credential = own(db(), current(), serial)
    facts = CertificateFacts.from_dict(credential.facts)
    fate = fate_of(db(), credential)
    lead, rest = lead_and_rest(said(facts.body, language()))
    leads_to = verify_address(credential.serial)
    return render(
        "certificate.html",
        facts=facts,
        fate=fate,
        expired=facts.expires is not None and facts.expires < today(),
        title=said(facts.title, language()),
        department=said(facts.department, language()),
        lead=lead or t("This certificate belongs to"),
        body=paragraphs(rest, words(facts, t_of_request())),
        modules=[(said(each.title, language()), each) for each in facts.modules],
        code=code(leads_to),
        verify=leads_to,
        renamed=current().name if _may_rename(facts, fate, current()) else "",
    )


@blueprint.post("/certificates/<serial>/name")
@access(SIGNED_IN)
def certificate_rename(serial: str) -> Response:
    """Take the certificate under the name that one has by now."""
    credential = own(db(), current(), serial)
    made = rename_certificate(db(), current(), credential, now=now(), config=state().config)
    commit()
    say(
        "success",
        t("Here it is, with your name as it is now. The old one says it was replaced."),
    )
    return redirect(address("training.certificate", serial=made.serial), 303)


@blueprint.get("/certificates.zip")
@access(SIGNED_IN)
def certificates_zip() -> Response:
    """All one's certificates, past ones too, as PDFs in one file."""
    credentials = of_employee(db(), current().id)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each in credentials:
            day = each.issued.astimezone(state().config.zone)
            entry = zipfile.ZipInfo(f"{day:%Y-%m-%d} {_file_name(each)}", day.timetuple()[:6])
            archive.writestr(entry, stored_pdf(db(), each.id, language()) or _draw(each))
    response = make_response(out.getvalue())
    response.mimetype = "application/zip"
    name = t("my-certificates") + ".zip"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _may_rename(facts: CertificateFacts, fate: Fate, person: Person) -> bool:
    return facts.name != person.name and not fate.revoked and not fate.replaced_by


def _file_name(credential: Credential) -> str:
    return f"{credential.certificate}-{credential.serial}.pdf"


@blueprint.get("/certificates/<serial>.pdf")
@access(SIGNED_IN)
def certificate_download(serial: str) -> Response:
    """The PDF; the first download draws it, every other one gives the same bytes."""
    credential = own(db(), current(), serial)
    data = stored_pdf(db(), credential.id, language())
    if data is None:
        data = _draw(credential)
    response = make_response(data)
    response.mimetype = "application/pdf"
    name = _file_name(credential)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def own(db: Session, person: Person, serial: str) -> Credential:
    """This person's certificate. Raises `NotFound` for somebody else's."""
    credential = by_serial(db, serial)
    if credential is None or credential.employee_id != person.id:
        raise NotFound("You have no certificate with this number.")
    return credential


def verify_address(serial: str) -> str:
    """The address that the code on a certificate leads to."""
    return state().config.link(f"/verify/{serial}")


def code(address: str) -> Markup:
    """The QR code of an address as SVG, to stand in a page."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(out.getvalue().decode())  # noqa: S704  (drawn here)


def _draw(credential: Credential) -> bytes:
    # A GET looks, but for this: the first rendering is kept, so it needs a session that writes;
    # SQLite cannot commit it while our own is still looking, and nobody waits while we draw.
    close()
    drawn = render_pdf(credential, language(), verify_url=verify_address(credential.serial))
    name = t("Electronic signature: {city}", city=state().config.city)
    drawn = state().signers.sign(drawn, name=name, at=now())
    with state().database.writing() as writing:
        data = keep_pdf(writing, credential.id, language(), drawn, now=now())
        writing.commit()
    return data
