"""What a certificate says, pinned at issue: everything that is needed to print and to check it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

Words = Mapping[str, str]
"""The same words by language; `en` is always there."""
SHORT = 12


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """The exact text of one module that was completed."""

    slug: str
    title: Words
    revision: int
    sha256: str
    """The first characters of the revision's hash, as they are printed."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """One certificate's contents. `issued` is an aware instant, `day` the City's local day.

    `check_ins`: the days on which questions about it were answered, where that renewed it; `day` is
    then still the one on which its modules were completed, and `issued` that of the renewal.
    """

    serial: str
    name: str
    department: Words
    title: Words
    body: Words
    """Markdown with the words {name}, {department}, {title} and {date}."""
    certificate: str
    revision: int
    sha256: str
    modules: tuple[ModuleFacts, ...]
    issued: datetime
    day: date
    expires: date | None
    signed_by: str
    city: str
    language: str
    """The language the person took it in."""
    pilot: bool
    demonstration: bool
    check_ins: tuple[date, ...] = ()
    design: str = "landscape-letter"

    @property
    def renewed(self) -> date | None:
        """The day on which an answer renewed it; none where none did."""
        return self.check_ins[-1] if self.check_ins else None

    def to_dict(self) -> dict[str, Any]:
        """The facts as JSON values, as they are stored."""
        values = asdict(self)
        values["modules"] = [asdict(each) for each in self.modules]
        values["issued"] = self.issued.isoformat()
        values["day"] = self.day.isoformat()
        values["expires"] = self.expires.isoformat() if self.expires else None
        values["check_ins"] = [each.isoformat() for each in self.check_ins]
        if not self.check_ins:
            # Certificates that no answers renewed say what they said before there were any.
            del values["check_ins"]
        if self.design == "landscape-letter":
            # As did those that were issued while there was no other.
            del values["design"]
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "CertificateFacts":
        """The facts that `to_dict` stored."""
        modules = tuple(ModuleFacts(**each) for each in values["modules"])
        expires = values["expires"]
        return cls(
            **{
                **values,
                "modules": modules,
                "issued": datetime.fromisoformat(values["issued"]),
                "day": date.fromisoformat(values["day"]),
                "expires": date.fromisoformat(expires) if expires else None,
                "check_ins": tuple(map(date.fromisoformat, values.get("check_ins", ()))),
            }
        )


def said(words: Words, language: str) -> str:
    """The words in a language, else in English."""
    return words.get(language) or words["en"]


def facts_sha256(values: Mapping[str, Any]) -> str:
    """The hash of stored facts: of canonical JSON, whatever order the keys come in."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def basis_sha256(certificate: str, completion_ids: Iterable[int]) -> str:
    """The hash of what a certificate rests on; the same completions are certified once."""
    text = json.dumps([certificate, sorted(completion_ids)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
