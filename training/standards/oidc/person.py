"""What an ID token says about the person, as the settings read it."""

from training.people.accounts.account import Account
from training.standards.oidc.id_token import Subject
from training.standards.oidc.settings import ProviderSettings


def account(subject: Subject, settings: ProviderSettings) -> Account:
    """The account of whoever signed in; groups we were not told about count for nothing."""
    groups = _texts(subject.claims.get(settings.groups_claim))
    return Account(
        issuer=subject.issuer,
        subject=subject.subject,
        match=settings.match,
        value=_value(subject, settings),
        roles=frozenset(each for each in settings.groups if each.group in groups),
    )


def _value(subject: Subject, settings: ProviderSettings) -> str | None:
    # An address that was only typed in at the provider would make anybody anyone (Core §5.7).
    if settings.match == "email" and subject.claims.get("email_verified") is not True:
        return None
    value = subject.claims.get(settings.claim)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _texts(value: object) -> frozenset[str]:
    values = value if isinstance(value, list) else [value]
    return frozenset(each for each in values if isinstance(each, str))


def showed_second_factor(subject: Subject, settings: ProviderSettings) -> bool:
    """Whether a second factor was shown there.

    It always is, or the token says so: by `amr` (RFC 8176 §2), or by an `acr` that means it there.
    """
    claims = subject.claims
    return (
        settings.second_factor
        or "mfa" in _texts(claims.get("amr"))
        or not _texts(claims.get("acr")).isdisjoint(settings.second_factor_acr)
    )
