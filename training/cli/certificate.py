"""`training certificate`: what there is to know of a certificate on file."""

import hashlib
from pathlib import Path

import click

from training.cli.context import Context, pass_context
from training.credentials.facts import CertificateFacts, facts_sha256, said
from training.credentials.queries import checked, serial_of_file
from training.credentials.signers import check_file, read_signers
from training.errors import InputRefused


@click.group()
def certificate() -> None:
    """Certificates that were issued here."""


@certificate.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--signers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The signers to trust, as `training certificate signers` prints them.",
)
@pass_context
def verify(ctx: Context, file: Path, signers: Path | None) -> None:
    """Whether FILE is byte for byte a PDF that was issued here, and whether it still holds.

    It asks the database and nothing else. With --signers it asks nothing but the file's own
    signature: neither database nor network. Exit 0 where the file is ours and holds, else 1.
    """
    if signers is not None:
        _verify_signature(ctx, file, signers)
        return
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


@certificate.command()
@pass_context
def signers(ctx: Context) -> None:
    """Print who signs and who signed here, for whoever checks files without asking us."""
    if ctx.config.sign_file == Path():
        raise InputRefused("Nothing is signed here: TRAINING_SIGN_FILE is not set.")
    ctx.say(read_signers(ctx.config.sign_file).to_toml())


def _verify_signature(ctx: Context, file: Path, signers: Path) -> None:
    found = check_file(file.read_bytes(), read_signers(signers))
    ctx.say(f"{found.title} ({found.subject})")
    ctx.say(f"  signed {found.at:%Y-%m-%d %H:%M %Z} by {found.signer.name}")
    ctx.say(f"  {found.signer.fingerprint}")
    since = found.signer.distrusted_from
    if found.distrusted:
        raise InputRefused(f"That signature is not trusted since {since}: {found.signer.why}")
    if since is not None:
        ctx.say(f"  Careful: it is not trusted from {since} on, and the day above is its own word.")
    ctx.say("Every byte is as it was signed. Whether it was revoked since, only /verify can say.")
