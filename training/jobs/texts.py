"""The authors' text of a mail, in its reader's language, and the letter that it becomes."""

from dataclasses import dataclass
from pathlib import Path

from training.config import Config
from training.content.city import MailText, parse_mail
from training.content.letter import Letter, Word, write
from training.errors import NotFound
from training.text import Translator, translator

NO_ADDRESS = "no e-mail address"


@dataclass(frozen=True, slots=True)
class Unsent:
    """There is nothing to send, and why; the message is done with."""

    answer: str


def letter(
    mail: MailText, words: dict[str, Word], name: str, email: str, t: Translator, config: Config
) -> Letter:
    """The letter of a text with its words filled in, and what stands below every mail."""
    footer = [t("{city}, staff training. This mail was sent automatically.", city=config.city)]
    if config.demonstration:
        footer.insert(
            0, t("This is a demonstration: the people in it are invented, and nothing is owed.")
        )
    return write(mail, words, name=name, email=email, t=t, footer=footer)


def mail_text(config: Config, kind: str, language: str) -> tuple[MailText, Translator]:
    """The text of a mail in a language, or in English when it has not been translated."""
    folder = config.content_root / "city" / "mail"
    translated = folder / f"{kind}.{language}.md"
    if language != "en" and translated.exists():
        return _read(translated), translator(language)
    return _read(folder / f"{kind}.md"), translator("en")


def _read(path: Path) -> MailText:
    if not path.exists():
        raise NotFound(f"The text of this mail is missing: {path}")
    return parse_mail(path.read_text(encoding="utf-8"), f"city/mail/{path.name}")
