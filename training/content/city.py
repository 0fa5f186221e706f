"""The City's files: departments, and the words of mails."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.content.attributes import read_heading
from training.content.blocks import Block, heading_level, line_of, parse_blocks, raw_inline
from training.content.front_matter import read_front_matter, split_list
from training.content.source import Report, SourceFile, nearest, read_source
from training.errors import InputRefused

FIELDS = ("code", "parent", "youth", "aliases", "spanish")
FIELD = re.compile(r"^([A-Za-z]+):\s*(.*)$")


@dataclass(frozen=True, slots=True)
class DepartmentEntry:
    """A department or division as `city/departments.md` describes it; `parent` is a slug."""

    slug: str
    code: str
    names: dict[str, str]
    parent: str | None
    youth: bool
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailText:
    """A mail's subject and its Markdown, both with `{words}`."""

    subject: str
    body: str


def parse_departments(text: str, path: str) -> list[DepartmentEntry]:
    """The departments, parents before their divisions. Raises `InputRefused` with every fault."""
    report = Report(path)
    source = read_source(path, text.encode("utf-8"), report)
    entries = read_departments(source, report) if source else []
    if report.problems:
        raise InputRefused("The list of departments cannot be used.", report.problems)
    return entries


def parse_mail(text: str, path: str) -> MailText:
    """A mail's words. Raises `InputRefused` with every fault."""
    report = Report(path)
    source = read_source(path, text.encode("utf-8"), report)
    mail = read_mail(source, report) if source else MailText("", "")
    if report.problems:
        raise InputRefused("The words of a mail cannot be used.", report.problems)
    return mail


def read_mail(source: SourceFile, report: Report) -> MailText:
    """A mail's words; faults go to the report."""
    front = read_front_matter(source, ("subject",), ("subject",), report)
    parse_blocks(front.body, report)
    if not front.body.strip():
        report.add(1, "the mail has no words", "write them below the --- line")
    return MailText(front.text("subject"), front.body.strip() + "\n")


def read_departments(source: SourceFile, report: Report) -> list[DepartmentEntry]:
    """The departments, parents first; faults go to the report."""
    found: dict[str, tuple[DepartmentEntry, int]] = {}
    heading: Block | None = None
    blocks = parse_blocks(source.text, report).blocks
    for number, block in enumerate(blocks):
        if heading_level(block) != 2:
            continue
        heading = block
        entry = _entry(heading, blocks[number + 1 : number + 2], report)
        if entry.slug in found:
            report.add(line_of(block), f"“{entry.slug}” comes twice", "choose another id")
        elif entry.slug:
            found[entry.slug] = (entry, line_of(block))
    slugs = set(found)
    codes: dict[str, str] = {}
    for entry, line in found.values():
        if entry.parent and entry.parent not in slugs:
            report.add(
                line, f"there is no department “{entry.parent}”", nearest(entry.parent, slugs)
            )
        if entry.code and codes.setdefault(entry.code, entry.slug) != entry.slug:
            report.add(
                line,
                f"the code “{entry.code}” belongs to “{codes[entry.code]}” already",
                "choose another",
            )
    return _parents_first([entry for entry, _ in found.values()])


def _entry(heading: Block, after: Sequence[Block], report: Report) -> DepartmentEntry:
    line = line_of(heading)
    name, at = read_heading(raw_inline(heading), line, frozenset({"id"}), report)
    if not at.id:
        report.add(line, f"“{name}” has no id", "write one in braces after it, such as {#finance}")
    values: dict[str, str] = {}
    if after and after[0].type == "paragraph":
        for number, text in enumerate(raw_inline(after[0]).split("\n"), line_of(after[0])):
            match = FIELD.match(text.strip())
            if match and match[1].lower() in FIELDS:
                values[match[1].lower()] = match[2].strip()
            elif match and not values:
                break
            elif values:
                shown = match[1] if match else text.strip()[:40]
                report.add(number, f"“{shown}” is not read", nearest(shown, FIELDS))
    if not values.get("code"):
        report.add(line, f"“{name}” has no code", "write a line “Code: …” under its heading")
    names = {"en": name} | ({"es": values["spanish"]} if values.get("spanish") else {})
    return DepartmentEntry(
        slug=at.id,
        code=values.get("code", ""),
        names=names,
        parent=values.get("parent") or None,
        youth=values.get("youth", "").lower() in ("yes", "true"),
        aliases=split_list(values.get("aliases", "")),
    )


def _parents_first(entries: list[DepartmentEntry]) -> list[DepartmentEntry]:
    """Each entry after its parent; those in a circle or without a known parent come last."""
    done: set[str] = set()
    ordered: list[DepartmentEntry] = []
    waiting = entries
    while waiting:
        ready = [each for each in waiting if each.parent is None or each.parent in done]
        if not ready:
            return ordered + waiting
        ordered += ready
        done |= {each.slug for each in ready}
        waiting = [each for each in waiting if each.slug not in done]
    return ordered


def lineages(entries: Sequence[DepartmentEntry]) -> dict[str, tuple[str, ...]]:
    """Every department's slug with its own and its parents', most specific first."""
    parents = {each.slug: each.parent for each in entries}
    found: dict[str, tuple[str, ...]] = {}
    for slug in parents:
        line: list[str] = []
        here: str | None = slug
        while here and here not in line:
            line.append(here)
            here = parents.get(here)
        found[slug] = tuple(line)
    return found
