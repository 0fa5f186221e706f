"""Passkeys (WebAuthn): what the browser is asked, and whether what it answers is right."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from training.errors import InputRefused, Said

T = TypeVar("T")
LONGEST_ANSWER = 20_000
"""Characters of what a browser sends."""
LONGEST_ID = 400
ASKED_MS = 120_000
MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError, IndexError, AttributeError)
"""What the library raises on bytes that are no answer of an authenticator."""


@dataclass(frozen=True, slots=True)
class Site:
    """For whom passkeys are made: a host name, and the one origin it is served from."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What is kept of a passkey: its id, its public key and how often it was used."""

    id: str
    key: str
    counter: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Which passkey somebody says they hold, and whose it says it is. Nothing is checked yet."""

    id: str
    employee_id: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A passkey that was shown, and whether its holder proved to the device who they are."""

    counter: int
    verified: bool


def site_of(address: str, name: str) -> Site:
    """The site at an address such as `https://training.example.gov/`."""
    parts = urlsplit(address)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}", name)


def options_to_make(
    site: Site, challenge: bytes, *, employee_id: int, login: str, name: str, known: Iterable[str]
) -> str:
    """What the browser is asked in order to make a passkey, as JSON; `known` are theirs already."""
    return options_to_json(
        generate_registration_options(
            rp_id=site.host,
            rp_name=site.name,
            user_id=_handle(employee_id),
            user_name=login,
            user_display_name=name,
            challenge=challenge,
            timeout=ASKED_MS,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
            exclude_credentials=_descriptors(known),
        )
    )


def options_to_show(site: Site, challenge: bytes, *, known: Iterable[str] = ()) -> str:
    """What the browser is asked in order to show a passkey, as JSON.

    One of `known` as a second step; any it holds for us, its holder verified, to sign in with.
    """
    descriptors = _descriptors(known)
    wanted = (
        UserVerificationRequirement.PREFERRED
        if descriptors
        else UserVerificationRequirement.REQUIRED
    )
    return options_to_json(
        generate_authentication_options(
            rp_id=site.host,
            challenge=challenge,
            timeout=ASKED_MS,
            allow_credentials=descriptors,
            user_verification=wanted,
        )
    )


def made(site: Site, answer: str, challenge: bytes) -> NewPasskey:
    """The passkey that a browser made for this site; raises `InputRefused`."""
    found = _checked(
        lambda: verify_registration_response(
            credential=_object(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    )
    passkey = NewPasskey(
        bytes_to_base64url(found.credential_id),
        bytes_to_base64url(found.credential_public_key),
        found.sign_count,
    )
    if len(passkey.id) > LONGEST_ID:
        raise _refused()
    return passkey


def claimed(answer: str) -> Claim:
    """Which passkey an answer says it comes from; raises `InputRefused`."""
    credential = _checked(lambda: parse_authentication_credential_json(_object(answer)))
    handle = credential.response.user_handle
    return Claim(
        bytes_to_base64url(credential.raw_id), int.from_bytes(handle, "big") if handle else None
    )


def shown(
    site: Site, answer: str, challenge: bytes, *, key: str, counter: int, verified: bool
) -> Shown:
    """The passkey with this public key, shown; `verified` demands that its holder was verified.

    Raises `InputRefused`, also where the counter says that there is a copy of it.
    """
    found = _checked(
        lambda: verify_authentication_response(
            credential=_object(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(key),
            credential_current_sign_count=counter,
            require_user_verification=verified,
        )
    )
    return Shown(found.new_sign_count, found.user_verified)


def _object(answer: str) -> dict[str, object]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("longer than any authenticator's answer")
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise TypeError("not an object")
    return found


def _checked(check: Callable[[], T]) -> T:
    try:
        return check()
    except MALFORMED as error:
        raise _refused() from error


def _refused() -> InputRefused:
    said = Said("This passkey could not be checked. Try again, or take another way.")
    return InputRefused(said)


def _handle(employee_id: int) -> bytes:
    """What a passkey remembers of its owner: our own row's number, which tells nobody anything."""
    return employee_id.to_bytes(8, "big")


def _descriptors(known: Iterable[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]
