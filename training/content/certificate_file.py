"""A certificate's design: its settings and its words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from training.content.blocks import Block, line_of, parse_blocks, raw_inline, without_notes
from training.content.front_matter import FrontMatter, read_front_matter, split_list
from training.content.source import Report, SourceFile
from training.content.validity import FORMS, read_validity
from training.content.words import IN_CERTIFICATES, check_words

KEYS = (
    "title", "requires", "also-requires", "valid-for", "signed-by", "design", "languages", "seal",
    "signature",
)  # fmt: skip
REQUIRED = ("title", "requires", "valid-for", "signed-by")
NOT_YET = ("languages", "seal", "signature")
DESIGNS = ("landscape-letter", "portrait-letter", "wallet")
KNOWN = f"{', '.join(DESIGNS[:-1])} or {DESIGNS[-1]}"
ALSO = re.compile(r"^\s*([a-z0-9-]+)\s*:\s*(.+)$")


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """A parsed certificate; `body` is the author's Markdown with `{words}`, unwrapped."""

    path: str
    front: FrontMatter
    body: str
    requires: tuple[str, ...]
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def canonical(self) -> str:
        """What the file says, however it is wrapped."""
        return f"{self.front.canonical()}\n\n{self.body}"


def read_certificate(source: SourceFile, report: Report, *, translation: bool) -> CertificateFile:
    """The certificate, or the translation of one (title and words only)."""
    keys, required = (("title",), ("title",)) if translation else (KEYS, REQUIRED)
    front = read_front_matter(source, keys, required, report)
    document = parse_blocks(front.body, report)
    check_words(document.blocks, IN_CERTIFICATES, report)
    words = [text for each in document.blocks if (text := _words(each, report))]
    if not document.blocks:
        report.add(1, "the certificate has no words", "write them below the --- line")
    for key in NOT_YET:
        if front.text(key):
            report.add(front.line(key), f"“{key}” is not supported yet", "leave it out")
    if front.text("design") not in ("", *DESIGNS):
        report.add(
            front.line("design"),
            "there is no such design",
            f"write {KNOWN}",
        )
    valid_for = front.text("valid-for")
    if not translation and valid_for and read_validity(valid_for) is None:
        said = f"“{valid_for}” is no time that it is good for"
        report.add(front.line("valid-for"), said, f"write {FORMS}")
    return CertificateFile(
        source.path,
        front,
        "\n\n".join(words),
        front.items("requires"),
        _also(front, report),
    )


def _words(block: Block, report: Report) -> str:
    if block.type == "html_block" and not without_notes(block.content).strip():
        return ""
    if block.type != "paragraph":
        report.add(line_of(block), "a certificate holds paragraphs only", "write plain sentences")
        return ""
    lines = without_notes(raw_inline(block)).split("\n")
    return " ".join(line.strip() for line in lines)


def _also(front: FrontMatter, report: Report) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for part in filter(str.strip, front.text("also-requires").split(";")):
        match = ALSO.match(part)
        if match is None:
            report.add(
                front.line("also-requires"),
                f"“{part.strip()}” cannot be read",
                "write “department: module, module; department: module”",
            )
        else:
            found[match[1]] = split_list(match[2])
    return found
