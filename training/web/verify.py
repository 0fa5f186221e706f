"""Whether a certificate is one of ours, for whoever holds its paper or its code."""

from dataclasses import dataclass

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.content.models import Revision
from training.content.queries import all_in_force
from training.credentials.facts import CertificateFacts, ModuleFacts, facts_sha256, said
from training.credentials.queries import by_serial, fate_of
from training.web.access import PUBLIC, access
from training.web.blueprint import blueprint
from training.web.errors import answer
from training.web.languages import language, t
from training.web.pages import render
from training.web.state import today
from training.web.unit import db
from training.web.words import Words


@dataclass(frozen=True, slots=True)
class Basis:
    """A module that was completed, and the revision of it that is in force now."""

    facts: ModuleFacts
    title: str
    newer: Revision | None
    withdrawn: bool


@blueprint.get("/verify/<serial>")
@access(PUBLIC)
def verify(serial: str) -> Response | str:
    """Valid or not, whose, for what, since when, and on which exact text.

    Of a newer certificate in its place it says that there is one, and no more.
    """
    credential = by_serial(db(), serial)
    if credential is None or facts_sha256(credential.facts) != credential.facts_sha256:
        return answer(404, _not_ours())
    facts = CertificateFacts.from_dict(credential.facts)
    fate = fate_of(db(), credential)
    return render(
        "verify.html",
        facts=facts,
        title=said(facts.title, language()),
        department=said(facts.department, language()),
        revoked=fate.revoked,
        replaced=fate.replaced_by is not None,
        expired=facts.expires is not None and facts.expires < today(),
        modules=basis_of(db(), facts),
    )


def basis_of(db: Session, facts: CertificateFacts) -> list[Basis]:
    """The modules behind a certificate, each held against what is in force today."""
    current = {each.slug: each for each in all_in_force(db, "module")}
    found: list[Basis] = []
    for each in facts.modules:
        now = current.get(each.slug)
        newer = now if now is not None and now.short != each.sha256 else None
        found.append(Basis(each, said(each.title, language()), newer, now is None))
    return found


def _not_ours() -> Words:
    return Words(
        t("This is not one of our certificates"),
        t("No certificate with this number has been issued by the City's staff training."),
        t("Check the number for typing errors. If it is as on the paper, please call us."),
    )
