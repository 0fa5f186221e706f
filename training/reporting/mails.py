"""The City's words of a mail, in its reader's language, and the letter that they become."""

from sqlalchemy.orm import Session

from training.config import Config
from training.content.city import MailText, parse_mail
from training.content.city_files.queries import city_texts
from training.content.letter import Letter, Word, write
from training.errors import NotFound
from training.text import Translator, translator


def mail_text(db: Session, config: Config, kind: str, language: str) -> tuple[MailText, Translator]:
    """The text of a mail in a language, or in English when it has not been translated.

    As it is published; as the content root has it where the City's files in force have none of the
    kind. Raises `NotFound` when there is none at all.
    """
    path, text = mail_source(db, config, kind, language)
    return parse_mail(text, path), translator(
        language if path.endswith(f".{language}.md") else "en"
    )


def mail_source(db: Session, config: Config, kind: str, language: str) -> tuple[str, str]:
    """Path and source of a mail's text in a language, or in English. Raises `NotFound`."""
    paths = [f"city/mail/{kind}.{language}.md"] if language != "en" else []
    paths.append(f"city/mail/{kind}.md")
    published = city_texts(db, paths)
    for path in paths:
        if path in published:
            return path, published[path]
    for path in paths:
        file = config.content_root / path
        if file.exists():
            return path, file.read_text(encoding="utf-8")
    raise NotFound(f"The text of this mail is missing: {config.content_root / paths[-1]}")


def letter(
    mail: MailText, words: dict[str, Word], name: str, email: str, t: Translator, config: Config
) -> Letter:
    """The letter of a text with its words filled in, and what stands below every mail."""
    return write(mail, words, name=name, email=email, t=t, footer=footer(t, config))


def footer(t: Translator, config: Config) -> list[str]:
    """What stands below every mail."""
    lines = [t("{city}, staff training. This mail was sent automatically.", city=config.city)]
    if config.demonstration:
        lines.insert(
            0, t("This is a demonstration: the people in it are invented, and nothing is owed.")
        )
    return lines
