"""The providers that the City's IT wrote into `TRAINING_OIDC_FILE`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.errors import InputRefused, Problem
from training.people.accounts.account import GroupRole
from training.people.models import OF_A_DEPARTMENT, ROLES
from training.standards.oidc.discovery import is_safe

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
MATCHES = ("number", "email")
NEEDED = ("name", "label", "issuer", "client_id", "claim")
KNOWN = {
    *NEEDED,
    "client_secret",
    "client_secret_file",
    "scopes",
    "match",
    "groups_claim",
    "groups",
    "end_session",
    "second_factor",
    "second_factor_acr",
}
LONGEST_ISSUER = 200


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """One `[[provider]]`."""

    name: str
    """What stands in our addresses, such as `/sign-in/entra`."""
    label: str
    """What the button calls it."""
    issuer: str
    client_id: str
    secret: str
    """Empty for a public client, which PKCE alone protects."""
    scopes: tuple[str, ...]
    claim: str
    """The claim that says which employee somebody is."""
    match: str
    """What it is compared with: an employee's `number` or `email`."""
    groups_claim: str
    groups: tuple[GroupRole, ...]
    end_session: bool
    """Whether to offer signing out there too."""
    second_factor: bool
    """Whether it always asks for a second factor, also when it does not say so."""
    second_factor_acr: tuple[str, ...] = ()
    """What its `acr` says when one was shown."""

    def __repr__(self) -> str:
        """Its name only, so that no log shows the secret."""
        return f"<provider {self.name}>"


def read_providers(path: Path) -> tuple[ProviderSettings, ...]:
    """The providers of a TOML file; raises `InputRefused` naming every fault in plain words."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise _refused([Problem(str(path), f"cannot be read: {error.strerror}")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused([Problem(str(path), f"is not TOML: {error}")]) from None
    tables = document.get("provider")
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        remedy = "write [[provider]] over the lines of each"
        raise _refused([Problem(str(path), "names no provider", remedy)])
    problems: list[Problem] = []
    found = [
        _read_provider(each, f"provider {n}", path.parent, problems)
        for n, each in enumerate(tables, 1)
    ]
    for key in ("name", "issuer"):
        values = [str(each.get(key)) for each in tables]
        twice = sorted({each for each in values if values.count(each) > 1})
        problems += [Problem(str(path), f"has the {key} “{each}” twice") for each in twice]
    if problems:
        raise _refused(problems)
    return tuple(found)


def _refused(problems: list[Problem]) -> InputRefused:
    return InputRefused("The identity providers (TRAINING_OIDC_FILE) cannot be used.", problems)


def _read_provider(
    table: Mapping[str, Any], where: str, folder: Path, problems: list[Problem]
) -> ProviderSettings:
    if isinstance(table.get("name"), str):
        where = f"provider “{table['name']}”"
    problems += [
        Problem(where, f"“{each}” is not a setting", f"known are {', '.join(sorted(KNOWN))}")
        for each in sorted(table.keys() - KNOWN)
    ]
    text = {key: _text(table, key, where, problems) for key in NEEDED}
    problems += _faults(text, table, where)
    scopes = table.get("scopes", ["openid", "profile", "email"])
    return ProviderSettings(
        **text,
        secret=_secret(table, where, folder, problems),
        scopes=tuple(str(each) for each in scopes) if isinstance(scopes, list) else (),
        match=str(table.get("match", "number")),
        groups_claim=str(table.get("groups_claim", "groups")),
        groups=_groups(table.get("groups", {}), where, problems),
        end_session=table.get("end_session", True) is True,
        second_factor=table.get("second_factor", False) is True,
        second_factor_acr=_texts(table, "second_factor_acr", where, problems),
    )


def _text(table: Mapping[str, Any], key: str, where: str, problems: list[Problem]) -> str:
    value = table.get(key)
    if isinstance(value, str) and value.strip():
        return value.strip()
    problems.append(Problem(where, f"“{key}” is missing", f'write {key} = "…"'))
    return ""


def _texts(
    table: Mapping[str, Any], key: str, where: str, problems: list[Problem]
) -> tuple[str, ...]:
    value = table.get(key, [])
    if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
        return tuple(value)
    problems.append(Problem(where, f"“{key}” has to be a list", f'write {key} = ["…"]'))
    return ()


def _faults(text: Mapping[str, str], table: Mapping[str, Any], where: str) -> list[Problem]:
    """What is wrong with values that are there."""
    found: list[Problem] = []
    if text["name"] and not NAME.fullmatch(text["name"]):
        remedy = "use small letters, digits and hyphens, such as entra"
        found.append(Problem(where, "“name” cannot stand in an address", remedy))
    issuer = text["issuer"]
    if issuer and (not is_safe(issuer) or "?" in issuer or len(issuer) > LONGEST_ISSUER):
        remedy = f"copy it from the discovery document; at most {LONGEST_ISSUER} characters"
        found.append(Problem(where, "“issuer” has to be an https:// address", remedy))
    if table.get("match", "number") not in MATCHES:
        found.append(Problem(where, "“match” has to be number or email"))
    if table.get("match") == "email" and text["claim"] not in ("", "email"):
        # Core §5.7: `email_verified` vouches for that claim and no other.
        found.append(Problem(where, "“match” is email", 'then write claim = "email"'))
    scopes = table.get("scopes", ["openid"])
    if not isinstance(scopes, list) or "openid" not in scopes:
        remedy = 'write scopes = ["openid", "profile"]'
        found.append(Problem(where, "“scopes” has to be a list with openid in it", remedy))
    return found + [
        Problem(where, f"“{key}” has to be true or false")
        for key in ("end_session", "second_factor")
        if not isinstance(table.get(key, True), bool)
    ]


def _secret(table: Mapping[str, Any], where: str, folder: Path, problems: list[Problem]) -> str:
    if "client_secret_file" not in table:
        return str(table.get("client_secret", ""))
    if "client_secret" in table:
        problems.append(Problem(where, "has a client_secret and a client_secret_file", "keep one"))
    path = folder / str(table["client_secret_file"])
    try:
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(where, f"its client_secret_file {path} cannot be read"))
        return ""
    if not secret:
        problems.append(Problem(where, f"its client_secret_file {path} is empty"))
    return secret


def _groups(value: Any, where: str, problems: list[Problem]) -> tuple[GroupRole, ...]:
    if not isinstance(value, dict):
        remedy = 'write "Name of the group" = "administrator" under [provider.groups]'
        problems.append(Problem(where, "“groups” has to be a table", remedy))
        return ()
    found: list[GroupRole] = []
    for group, roles in value.items():
        for each in roles if isinstance(roles, list) else [roles]:
            role, _, department = str(each).partition(":")
            if role not in ROLES or (role in OF_A_DEPARTMENT) != bool(department):
                known = [f"{r}:department" if r in OF_A_DEPARTMENT else r for r in ROLES]
                what = f"the group “{group}” gives “{each}”, which is no role"
                problems.append(Problem(where, what, f"the roles are {', '.join(known)}"))
            else:
                found.append(GroupRole(str(group), role, department))
    return tuple(found)
