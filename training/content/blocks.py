"""Structure and lines of a Markdown text, from markdown-it-py's tokens."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from training.content.source import Report
from training.content.targets import is_inside

CALLOUTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
CALLOUT = re.compile(r"^\s*\[!([A-Za-z-]*)\](.*)$")
WORD = re.compile(r"\{([a-z]+(?:: ?[a-z0-9-]+)?)\}")
LINK_SCHEMES = ("https://", "http://", "mailto:", "tel:")
PROGRAM = re.compile(r"\]\(\s*<?\s*(?:javascript|vbscript|data|file):", re.IGNORECASE)
ALMOST_LINK = re.compile(r"\]\(|\] +\((?:https?:|www\.|mailto:|tel:|#|[^()\s]+\.md\b)")
NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
ALMOST_PICTURE = re.compile(r"!\[[^\]]*\] *\(")
ALMOST_HEADING = re.compile(r"^ {0,3}#{2,6}[^\s#]", re.MULTILINE)
PICTURES, LINKS, SCENES = "pictures", "links", "scenes"
"""What some files may hold beside text: pictures, links to other files, links to headings."""
IN_MODULE = frozenset({PICTURES, LINKS})
IN_QUIZ = frozenset({PICTURES, SCENES})

Block = SyntaxTreeNode
"""A node of the tree; `children` are its blocks, or its inline pieces."""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.use(deflist_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    return parser


PARSER = _parser()


@dataclass(frozen=True, slots=True)
class Definition:
    """A footnote `[^label]: …` and where it stands."""

    label: str
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """The top blocks of a text and the footnotes defined in it."""

    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]


def parse_blocks(text: str, report: Report, may_hold: frozenset[str] = frozenset()) -> Document:
    """The structure of a text; what it may not hold (raw HTML, …) is reported."""
    root = SyntaxTreeNode(PARSER.parse(text, {}))
    for node in _outside_lines(root):
        _check(node, may_hold, report)
    _drop_notes(root)
    blocks = [node for node in root.children if node.type != "footnote_reference"]
    definitions = [
        Definition(str(node.meta["label"]), tuple(node.children), line_of(node))
        for node in _outside_lines(root)
        if node.type == "footnote_reference"
    ]
    return Document(tuple(blocks), tuple(definitions))


def without_notes(text: str) -> str:
    """A text without its authors' notes, `<!-- … -->`; one that does not end stays."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[at:start])
        at = end + len("-->")
    return "".join((*parts, text[at:]))


def _drop_notes(node: Block) -> None:
    """Take authors' notes out of the tree, so that what stands around them is read as if alone."""
    if node.type == "inline":
        return
    if any(each.type == "html_block" for each in node.children):
        node.children = [each for each in node.children if not _is_note(each)]
    for child in node.children:
        _drop_notes(child)


def _is_note(node: Block) -> bool:
    return node.type == "html_block" and not without_notes(node.content).strip()


def _outside_lines(node: Block) -> Iterator[Block]:
    """The node and all below it, without the pieces of lines, which are most of them."""
    yield node
    if node.type != "inline":
        for child in node.children:
            yield from _outside_lines(child)


def line_of(node: Block) -> int:
    """The line (from 1) on which a block begins."""
    walk: Block | None = node
    while walk is not None:
        if walk.type != "root" and walk.map:
            return walk.map[0] + 1
        if walk.children and walk.children[0].map:
            return walk.children[0].map[0] + 1
        walk = walk.parent
    return 1


def inline_lines(node: Block) -> Iterator[tuple[int, Block]]:
    """The inline pieces within a block, each with the line it stands on."""
    if node.type == "inline":
        yield from _pieces(node, [line_of(node)])
        return
    for child in node.children:
        yield from inline_lines(child)


def _pieces(node: Block, line: list[int]) -> Iterator[tuple[int, Block]]:
    for child in node.children:
        yield line[0], child
        if child.type in ("softbreak", "hardbreak"):
            line[0] += 1
        yield from _pieces(child, line)


def plain(nodes: Sequence[Block]) -> str:
    """The words of some blocks, without marks or line breaks."""
    words: list[str] = []
    for node in nodes:
        for each in node.walk():
            if each.type in ("text", "code_inline", "fence", "code_block"):
                words.append(each.content)
            elif each.type in ("softbreak", "hardbreak", "paragraph", "heading", "list_item"):
                words.append(" ")
    return re.sub(r"\s+", " ", "".join(words)).strip()


def heading_level(node: Block) -> int:
    """1 to 6 for a heading, 0 for anything else."""
    return int(node.tag[1]) if node.type == "heading" else 0


def raw_inline(node: Block) -> str:
    """The Markdown of a heading or paragraph as it was typed, its author's notes left out.

    The lines stay: where a note goes over several, empty ones are left.
    """
    text: str = node.children[0].content if node.children else ""
    if "<!--" not in text or not any(map(_is_inline_note, node.children[0].children)):
        return text
    return NOTE.sub(lambda match: "\n" * match[0].count("\n"), text)


def _is_inline_note(piece: Block) -> bool:
    return piece.type == "html_inline" and str(piece.content).startswith("<!--")


def callout_of(node: Block) -> str:
    """`NOTE` … when a block quote is a callout, else an empty text."""
    if node.type != "blockquote" or not node.children or node.children[0].type != "paragraph":
        return ""
    match = CALLOUT.match(raw_inline(node.children[0]).split("\n")[0])
    return match[1].upper() if match else ""


def _check(node: Block, may_hold: frozenset[str], report: Report) -> None:
    if node.type == "blockquote":
        _check_callout(node, report)
    elif node.type == "heading" and node.markup in ("-", "="):
        dashes = "Dashes" if node.markup == "-" else "Equal signs"
        report.add(
            line_of(node),
            f"{dashes} under text make a heading",
            "put an empty line between them, or write the heading with ## in front",
        )
    elif node.type == "html_block":
        rest = without_notes(node.content).strip()
        if rest.startswith("<!--"):
            report.add(line_of(node), "this author's note does not end", "write --> behind it")
        elif rest and node.content.lstrip().startswith("<!--"):
            report.add(
                line_of(node),
                "this text stands on the line of an author's note",
                "put the note on a line of its own, or behind the text",
            )
        elif rest:
            _report_html(line_of(node), node.content, report)
    elif node.type == "inline":
        if node.content.count("##") and (near := ALMOST_HEADING.search(node.content)):
            report.add(
                line_of(node) + node.content.count("\n", 0, near.start()),
                "this looks like a heading but is not read as one",
                "put a space between ## and its words",
            )
        for line, piece in _pieces(node, [line_of(node)]):
            _check_inline(line, piece, may_hold, report)


def _check_callout(node: Block, report: Report) -> None:
    if not node.children or node.children[0].type != "paragraph":
        return
    first = raw_inline(node.children[0]).split("\n")[0]
    match = CALLOUT.match(first)
    if match is None:
        return
    line = line_of(node)
    if match[1].upper() not in CALLOUTS:
        known = ", ".join(f"[!{each}]" for each in CALLOUTS)
        report.add(line, f"“[!{match[1]}]” is not a callout", f"use one of {known}")
    elif match[2].strip():
        report.add(line, "a callout has no title of its own", "begin its text on the next line")


def _check_inline(line: int, piece: Block, may_hold: frozenset[str], report: Report) -> None:
    if piece.type == "html_inline" and not piece.content.startswith("<!--"):
        _report_html(line, piece.content, report)
    elif piece.type == "image":
        _check_picture(line, piece, may_hold, report)
    elif piece.type == "link":
        _check_link(line, str(piece.attrGet("href") or ""), may_hold, report)
    elif piece.type == "text" and "<!--" in piece.content:
        report.add(
            line,
            "this author's note does not end, and people would see it",
            "write --> behind it; a note with an empty line in it begins on a line of its own",
        )
    elif piece.type == "text" and PROGRAM.search(piece.content):
        report.add(line, "a link cannot run a program or open a file", "write an https:// address")
    elif piece.type == "text" and ALMOST_PICTURE.search(piece.content):
        report.add(
            line,
            "this looks like a picture but is not read as one",
            "rename its file so that there is no space in it, and none between ] and (",
        )
    elif piece.type == "text" and ALMOST_LINK.search(piece.content):
        report.add(
            line,
            "this looks like a link but is not read as one",
            "write [words](https://…), with no space between ] and (",
        )


def _check_link(line: int, address: str, may_hold: frozenset[str], report: Report) -> None:
    """Links to other files are looked up later, when all files are known."""
    inside = is_inside(address) and bool(address)
    if address.lower().startswith(LINK_SCHEMES) or (inside and LINKS in may_hold):
        return
    if SCENES in may_hold and address.startswith("#"):
        return
    report.add(
        line,
        f"the link to “{address[:60]}” leads nowhere",
        "write the whole address, with https:// in front",
    )


def _check_picture(line: int, piece: Block, may_hold: frozenset[str], report: Report) -> None:
    address = str(piece.attrGet("src") or "")
    if PICTURES not in may_hold:
        report.add(line, "a picture cannot stand in this file", "describe in words what it shows")
    elif not is_inside(address):
        report.add(
            line,
            f"the picture “{address[:60]}” is not a file of this module",
            "put it into the module's folder images/, and write ![what it shows](images/….png)",
        )
    elif not plain(piece.children):
        report.add(
            line,
            "this picture has no alternative text",
            "say in the brackets what it shows, for those who cannot see it",
        )
    elif piece.attrGet("title"):
        report.add(line, "nobody sees a picture's title", "write it as text below the picture")


def _report_html(line: int, content: str, report: Report) -> None:
    shown = content.strip().split("\n")[0][:40]
    report.add(
        line,
        f"“{shown}” is HTML, and people would see it as it stands",
        "use Markdown; for a real < write \\<",
    )
