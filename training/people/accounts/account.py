"""What an identity provider says about somebody, as we read it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupRole:
    """What a group of the provider's lets its people do, and in which department."""

    group: str
    role: str
    department: str
    """Its slug; empty for a role that is of no department."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account at a provider, and which employee it claims to be."""

    issuer: str
    subject: str
    match: str
    """What `value` is compared with: an employee's `number` or `email`."""
    value: str | None
    """None when the claim is missing, or an e-mail address that the provider has not verified."""
    roles: frozenset[GroupRole] = frozenset()
    """What the person's groups give."""
