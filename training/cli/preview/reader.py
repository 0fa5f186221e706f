"""As whom the working copy is read: a department and a language, from the address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup, escape

from training.cli.preview.live import Seen
from training.content.edition import fill
from training.content.targets import TO_IMAGE, TO_MODULE
from training.people.contacts.kinds import KINDS
from training.text import LANGUAGES

LINK = re.compile(rf"{TO_MODULE}([a-z0-9-]+)(?:/([a-z0-9-]+))?")
EVERYONE = "Everyone"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads; `department` is empty for one whose department nothing is added for."""

    department: str
    name: str
    lineage: tuple[str, ...]
    language: str

    def at(self, path: str) -> str:
        """An address of the preview for this same reader."""
        asked = {"department": self.department, "language": self.language}
        query = urlencode({key: each for key, each in asked.items() if each not in ("", "en")})
        return f"{path}?{query}" if query else path

    def filled(self, html: str) -> Markup:
        """Rendered text with its contacts named and its addresses those of the preview."""
        whose = f"of {self.name}" if self.department else "of your department"
        words = {
            f"contact: {kind}": Markup('<span class="filled">{}</span>').format(f"({kind} {whose})")
            for kind in KINDS
        }
        html = LINK.sub(self._module, html.replace(TO_IMAGE, "/images/"))
        return fill(html, words)

    def _module(self, match: re.Match[str]) -> str:
        section = f"/read/{match[2]}" if match[2] else ""
        return str(escape(self.at(f"/modules/{match[1]}{section}")))


def reader_of(asked: Mapping[str, str], seen: Seen) -> Reader:
    """The reader whom an address names; everyone, in English, where it names none there is."""
    names = {each.slug: each.names for each in seen.departments}
    department = asked.get("department", "")
    language = asked.get("language", "")
    language = language if language in LANGUAGES else LANGUAGES[0]
    if department not in names:
        return Reader("", EVERYONE, (), language)
    name = names[department].get(language) or names[department]["en"]
    return Reader(department, name, seen.lineages[department], language)
