"""Canonical Markdown of parsed blocks: what is hashed, and what is rendered.

Re-wrapping a paragraph, another bullet sign or an empty line more give the same text. It uses only
constructs that both engines read alike: four columns for what a list holds, empty lines between
blocks, every sign escaped that could mean something else.
"""

import hashlib
import re
from collections.abc import Sequence
from html import escape, unescape
from urllib.parse import urlsplit

from markdown_it.tree import SyntaxTreeNode

from training.content.blocks import PARSER, Block, callout_of, plain, without_notes

ESCAPED = re.compile(r"([\\`*_\[\]])")
AT_START = re.compile(r"^(#{1,6}|[+-])(?=\s|$|#)|^(\d+)([.)])(?=\s|$)")
BOX = re.compile(r"^\\\[( |x|X)\\\](?= )")
NOTE = re.compile("\ue000([^\ue001]*)\ue001")
"""A footnote reference, in signs that no file may hold."""
CALLOUT_SIGN = re.compile("\\[!([A-Z]+)\ue002(pending)?\\]")
"""The first line of a callout; `pending` when the City has yet to confirm it."""
PENDING = re.compile(r"^\W*(to be confirmed by OEI|por confirmar por (la )?OEI)", re.IGNORECASE)
PICTURE = re.compile("\ue003([^\ue004]*)\ue004([^\ue005]*)\ue005")
"""A picture: its file as the author wrote it, and its alternative text, both escaped for HTML."""
APART = "<!-- -->"
"""Keeps two neighbours of a kind (lists, quotes) from being read as one."""


def sha256(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(blocks: Sequence[Block], *, tight: bool = False) -> str:
    """The blocks as canonical Markdown, without a newline at the end."""
    pieces: list[str] = []
    before = ""
    for block in blocks:
        text = _block(block)
        if not text:
            continue
        kind = block.type
        if kind == before and kind in ("bullet_list", "ordered_list", "blockquote", "dl"):
            pieces.append(APART)
        pieces.append(text)
        before = kind
    return ("\n" if tight else "\n\n").join(pieces)


def inline(node: Block) -> str:
    """The words of a paragraph or heading on one line, marks canonical."""
    words = ""
    for number, each in enumerate(node.children):
        text = _inline(each)
        if words.endswith(" ") and number and _is_comment(node.children[number - 1]):
            text = text.lstrip(" ")
        words += text
    return words.strip()


def inline_text(text: str) -> str:
    """Words on one line, such as a heading's, as canonical Markdown."""
    return "".join(inline(each) for each in SyntaxTreeNode(PARSER.parseInline(text, {})).children)


def _is_comment(node: Block) -> bool:
    return node.type == "html_inline" and node.content.startswith("<!--")


def _block(node: Block) -> str:
    if node.type in ("paragraph", "heading"):
        words = "".join(inline(child) for child in node.children)
        if node.type == "heading":
            return f"{'#' * int(node.tag[1])} {words}"
        return _start(words)
    if node.type in ("bullet_list", "ordered_list"):
        return _list(node)
    if node.type == "blockquote":
        return _quote(node)
    if node.type in ("fence", "code_block"):
        return _code(node)
    if node.type == "html_block":
        text = without_notes(node.content).strip()
        return _start(_escape(re.sub(r"\s+", " ", text))) if text else ""
    if node.type == "table":
        return _table(node)
    if node.type == "dl":
        return _definitions(node)
    return "* * *" if node.type == "hr" else ""


def _start(words: str) -> str:
    """Words that begin a block, so that no sign in front makes them anything else."""
    if words.startswith(":"):
        return "&#58;" + words[1:]
    if words.startswith(">"):
        return "&gt;" + words[1:]
    return AT_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", words)


def _escape(text: str) -> str:
    text = ESCAPED.sub(r"\\\1", text)
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _inline(node: Block) -> str:
    kind = node.type
    if kind == "text":
        return _escape(re.sub(r"\s+", " ", node.content))
    if kind == "softbreak":
        return " "
    if kind == "hardbreak":
        return "  \n"
    inner = "".join(_inline(each) for each in node.children)
    if kind in ("strong", "em"):
        mark = "**" if kind == "strong" else "*"
        return f"{mark}{inner}{mark}"
    if kind == "code_inline":
        return _code_span(node.content)
    if kind == "link":
        inner = _escape(_host(node)) if node.markup == "autolink" else inner
        return f"[{inner}](<{str(node.attrGet('href') or '').replace('>', '%3E')}>)"
    if kind == "footnote_ref":
        return f"\ue000{node.meta['label']}\ue001"
    if kind == "html_inline":
        return "" if node.content.startswith("<!--") else _escape(node.content)
    return _picture(node) if kind == "image" else inner


def _picture(node: Block) -> str:
    parts = (str(node.attrGet("src") or ""), plain(node.children))
    file, words = (escape(each, quote=False).replace("|", "&#124;") for each in parts)
    return f"\ue003{file}\ue004{words}\ue005"


def _host(node: Block) -> str:
    """What an address typed as it stands is shown as: a whole one fills a phone's screen."""
    address = urlsplit(str(node.attrGet("href") or ""))
    return (address.hostname or address.path).removeprefix("www.")


def _code_span(content: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{ticks}{space}{content}{space}{ticks}"


def _code(node: Block) -> str:
    longest = max((len(run) for run in re.findall(r"`+", node.content)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}\n{node.content.rstrip()}\n{ticks}"


def _indent(text: str, spaces: str = "    ") -> str:
    return "\n".join(spaces + line if line else "" for line in text.split("\n"))


def _list(node: Block) -> str:
    ordered = node.type == "ordered_list"
    start = int(node.attrGet("start") or 1) if ordered else 1
    tight = all(
        child.hidden
        for item in node.children
        for child in item.children
        if child.type == "paragraph"
    )
    texts = [
        canonical(item.children, tight=tight and _can_be_tight(item)) for item in node.children
    ]
    if tight and any("\n\n" in each for each in texts):
        # Behind an empty line within an item, Python-Markdown takes the next item for its text.
        tight, texts = False, [canonical(item.children) for item in node.children]
    items: list[str] = []
    for number, text in enumerate(texts, start):
        boxed = BOX.sub(lambda m: f"[{m[1].lower()}]", text)
        mark = f"{number}." if ordered else "-"
        items.append(f"{mark + ' ':<4}" + _indent(boxed).removeprefix("    "))
    return ("\n" if tight else "\n\n").join(items)


def _can_be_tight(item: Block) -> bool:
    return all(
        child.type in ("paragraph", "bullet_list", "ordered_list") for child in item.children
    )


def _quote(node: Block) -> str:
    kind = callout_of(node)
    if not kind:
        return _quoted(canonical(node.children))
    text = "".join(inline(child) for child in node.children[0].children)
    # The first line holds the sign only; the words after it are the first paragraph.
    words = re.sub(r"^\\\[![A-Za-z-]*\\\]\s*", "", text)
    rest = canonical(node.children[1:])
    first = _start(words)
    pending = "pending" if PENDING.match(words) else ""
    return _quoted(
        f"[!{kind}\ue002{pending}]\n" + "\n\n".join(part for part in (first, rest) if part)
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _table(node: Block) -> str:
    rows = [
        [_cell(cell) for cell in row.children] for part in node.children for row in part.children
    ]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _cell(cell: Block) -> str:
    return (
        "".join(inline(child) for child in cell.children).replace("|", "\\|").replace("  \n", " ")
    )


def _definitions(node: Block) -> str:
    lines: list[str] = []
    for child in node.children:
        if child.type == "dt":
            lines += ["", _start("".join(inline(each) for each in child.children))]
        else:
            lines.append(":   " + _indent(canonical(child.children)).removeprefix("    "))
    return "\n".join(lines).strip()


def typed(text: str) -> str:
    """Canonical text as an author would type it: for people to read, and to be parsed again."""
    text = text.replace("  \n", "\\\n")
    text = CALLOUT_SIGN.sub(lambda m: f"[!{m[1]}]", NOTE.sub(lambda m: f"[^{m[1]}]", text))
    return PICTURE.sub(lambda m: f"![{_escape(unescape(m[2]))}](<{unescape(m[1])}>)", text)


def pictures(*texts: str) -> tuple[str, ...]:
    """The picture files that texts show, as the author wrote them, each once, in order."""
    found = (unescape(match[1]) for text in texts for match in PICTURE.finditer(text))
    return tuple(dict.fromkeys(found))


def labels(*texts: str) -> tuple[str, ...]:
    """The footnote labels that texts cite, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(label for text in texts for label in NOTE.findall(text)))
