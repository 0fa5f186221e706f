"""`training certificate`: what there is to know of a certificate on file."""

import hashlib
from pathlib import Path

import click

from training.cli.context import Context, pass_context
from training.credentials.facts import CertificateFacts, facts_sha256, said
from training.credentials.queries import checked, serial_of_file
from training.errors import InputRefused


@click.group()
def certificate() -> None:
    """Certificates that were issued here."""


@certificate.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_context
def verify(ctx: Context, file: Path) -> None:
    """Whether FILE is byte for byte a PDF that was issued here, and whether it still holds.

    It asks the database and nothing else. Exit 0 where the file is ours and holds, else 1.
    """
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    with ctx.database.reading() as db:
        serial = serial_of_file(db, sha256)
        found = checked(db, serial) if serial else None
    if found is None:
        raise InputRefused("This is no file that was issued here, or it was changed.")
    facts = CertificateFacts.from_dict(found.credential.facts)
    if facts_sha256(found.credential.facts) != found.credential.facts_sha256:
        raise InputRefused("What the database says of this certificate was changed.")
    ctx.say(f"{facts.serial}: {said(facts.title, 'en')}, {facts.name}, {facts.day}")
    for each in facts.modules:
        ctx.say(f"  {said(each.title, 'en')}: revision {each.revision}, {each.sha256}")
    ended = {
        "It was revoked.": found.revoked is not None,
        "A newer certificate has replaced it.": found.replaced,
        "It has run out.": facts.expires is not None and facts.expires < ctx.today,
    }
    if why := [said_so for said_so, holds in ended.items() if holds]:
        raise InputRefused(why[0])
    if facts.pilot:
        ctx.say("It is from a pilot: it does not count as certified.")
    ctx.say("The file is exactly the one that was issued, and the certificate holds.")
