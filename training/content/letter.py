"""A mail's words: the authors' Markdown, filled in after rendering, as plain text and as HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from training.content.city import MailText
from training.text import Translator

MARKDOWN = MarkdownIt("commonmark", {"html": False})
BUTTON = (
    "display:inline-block;padding:12px 20px;border-radius:4px;background:#0f6460;color:#ffffff;"
    "font-weight:bold;text-decoration:none"
)
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h1", "h2", "h3", "blockquote"}
WORD = re.compile(r"\{(\w+)\}")
ALONE = re.compile(r"<p>\{(\w+)\}</p>")
"""A word with a paragraph of its own, where a list may stand."""
LAYOUT = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
</head>
<body style="margin:0;padding:24px 12px;background:#f4f6f6">
<div style="max-width:600px;margin:0 auto;padding:24px;background:#ffffff;color:#1b1b1b;\
overflow-wrap:anywhere;\
border-top:4px solid #0f6460;font:16px/1.5 'Public Sans','Segoe UI',Arial,sans-serif">
{body}
<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #c3cfce;color:#565c65;\
font-size:14px">{footer}</p>
</div>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Word:
    """What a {word} stands for, in both forms; `block` takes the place of a whole paragraph."""

    text: str
    html: str
    block: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one person, ready to be put into an envelope."""

    name: str
    email: str
    language: str
    subject: str
    text: str
    html: str


def plain(text: str) -> Word:
    """Text that prints as it is, whatever it holds."""
    return Word(text, escape(text))


def link(address: str, label: str) -> Word:
    """An address that can be followed: a button, with the address below it for the wary."""
    safe = escape(address)
    return Word(
        address,
        f'<a href="{safe}" style="{BUTTON}">{escape(label)}</a><br>'
        f'<span style="color:#565c65;font-size:14px">{safe}</span>',
    )


def bullets(lines: Sequence[str], *, heading: str = "") -> Word:
    """A list of plain lines, under a heading where there is one; nothing without lines."""
    if not lines:
        return Word("", "", block=True)
    items = "".join(f"<li>{escape(each)}</li>" for each in lines)
    above = f"<p>{escape(heading)}</p>" if heading else ""
    text = "\n".join([*([heading, ""] if heading else []), *(f"- {each}" for each in lines)])
    return Word(text, f"{above}<ul>{items}</ul>", block=True)


def write(
    mail: MailText,
    words: Mapping[str, Word],
    *,
    name: str,
    email: str,
    t: Translator,
    footer: Sequence[str],
) -> Letter:
    """The letter in the translator's language, its {words} filled in; unknown ones stay."""
    subject = plain_subject(mail, words)
    text = as_text(mail.body, words)
    html = LAYOUT.format(
        language=t.language,
        title=escape(subject),
        body=as_html(mail.body, words),
        footer="<br>".join(escape(each) for each in footer),
    )
    below = "\n".join(footer)
    return Letter(name, email, t.language, subject, f"{text}\n\n-- \n{below}\n", html)


def plain_subject(mail: MailText, words: Mapping[str, Word]) -> str:
    """The subject with its words filled in, on one line whatever they hold."""
    return " ".join(_fill_text(mail.subject, words).split())


def as_html(body: str, words: Mapping[str, Word]) -> str:
    """The body as clean HTML. Values go in after rendering, so that they are never mark-up."""
    rendered = nh3.clean(MARKDOWN.render(body), tags=TAGS, attributes={"a": {"href"}})

    def alone(found: re.Match[str]) -> str:
        word = words.get(found[1])
        return word.html if word and word.block else found[0]

    # Only what the author wrote is looked at: a value that holds {words} is never filled again.
    parts = re.split(r"(<p>\{\w+\}</p>)", rendered)
    return "".join(
        filled if (filled := ALONE.sub(alone, part)) != part else _fill_html(part, words)
        for part in parts
    )


def as_text(body: str, words: Mapping[str, Word]) -> str:
    """The body as plain text: paragraphs apart, list items close together, no mark-up."""
    lines: list[str] = []
    marker, in_item = "", False
    for token in MARKDOWN.parse(body):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            in_item = False
        elif token.type == "list_item_open":
            marker = f"{token.info}. " if token.info else "- "
        elif token.type == "inline":
            if _says_nothing(token.content, words):
                continue
            if lines and not (marker and in_item):
                lines.append("")
            lines.append(marker + _inline_text(token.children or [], words))
            marker, in_item = "", bool(marker)
    return "\n".join(lines)


def _says_nothing(paragraph: str, words: Mapping[str, Word]) -> bool:
    """Whether a paragraph is one word that stands for no lines at all."""
    found = WORD.fullmatch(paragraph.strip())
    word = words.get(found[1]) if found else None
    return word is not None and word.block and not word.text


def _inline_text(tokens: Sequence[Token], words: Mapping[str, Word]) -> str:
    parts: list[str] = []
    addresses: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(_fill_text(token.content, words))
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        elif token.type == "link_open":
            addresses.append(str(token.attrs["href"]))
        elif token.type == "link_close":
            parts.append(f" ({addresses.pop()})")
    return "".join(parts)


def _fill_text(text: str, words: Mapping[str, Word]) -> str:
    return WORD.sub(lambda found: words[found[1]].text if found[1] in words else found[0], text)


def _fill_html(html: str, words: Mapping[str, Word]) -> str:
    return WORD.sub(lambda found: words[found[1]].html if found[1] in words else found[0], html)
