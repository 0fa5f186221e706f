"""The settings, read once from `TRAINING_*`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from training.errors import InputRefused, Problem
from training.secret_files import with_files

PREFIX = "TRAINING_"
READ_ELSEWHERE = {"TRAINING_SECRET_KEY", "TRAINING_SECRET_KEY_FALLBACKS"}
"""By `create_app` only: a host has a secret of its own."""
HERE = Path(__file__).resolve().parent
TRUE = {"1", "true", "yes", "on"}
SHORTEST_PASSWORD = 8
"""What NIST SP 800-63B-4 allows where a second factor goes with it; alone, it asks for 15."""
FALSE = {"0", "false", "no", "off", ""}


def default_content() -> Path:
    """The repository's own content when run from a checkout, else the wheel's copy."""
    checkout = HERE.parent
    return checkout if (checkout / "modules").is_dir() else HERE / "default_content"


@dataclass(frozen=True, slots=True)
class Config:
    """What the City's IT sets. Each field is the setting `TRAINING_<FIELD>`."""

    instance: Path = Path("instance")
    """Folder for the SQLite file, undelivered mail and the demonstration's sign-ins."""
    database_url: str = field(default="", repr=False)
    """SQLAlchemy address; empty means `training.sqlite` in the instance folder."""
    public_url: str = ""
    """Our address, printed in QR codes for ever; nothing is issued without it."""
    content: Path = Path()
    """The content root: city, modules, quizzes, certificates."""
    timezone: str = "America/Denver"
    """Where a due date ends its day."""
    city: str = "City of Albuquerque"
    """Whose training it is, as people read it."""
    smtp_url: str = field(default="", repr=False)
    """`smtp://user:password@host:25` or `smtps://…:465`; empty writes `.eml` files."""
    mail_from: str = "Staff training <training@localhost>"
    """The sender of every mail."""
    digest: str = "daily"
    """When a liaison hears who finished: `daily` (07:00 next morning) or `at-once`."""
    session_hours: int = 12
    """How long a sign-in lasts."""
    kiosk_minutes: int = 15
    """How long a sign-in on a shared tablet lasts while nobody touches it."""
    password_length: int = 15
    """The fewest characters of a new password; never below 8."""
    oidc_file: Path = Path()
    """TOML file naming the identity providers people may sign in with; empty means none."""
    sign_file: Path = Path()
    """TOML file naming the key that signs certificates, and every signer; empty: unsigned."""
    second_factor: str = "required"
    """`required` of whoever may do more than learn, or `offered` to everybody."""
    environment: str = "production"
    """`production` refuses to start on unsafe settings; `development` does not."""
    trusted_hosts: str = ""
    """Names the site is reached under, by commas; empty means that of the public address."""
    proxies: int | None = None
    """How many reverse proxies stand before the site; has to be said in production."""
    demonstration: bool = False
    """Marks every page and certificate as a demonstration."""
    timing: bool = False
    """Adds `Server-Timing` to every response."""

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "Config":
        """The settings of a mapping such as `os.environ` or `app.config`.

        Raises `InputRefused` naming every setting that cannot be used, unknown ones included.
        """
        hints = get_type_hints(cls)
        known = {each.name for each in fields(cls)}
        values: dict[str, Any] = {}
        settings, problems = with_files(settings)
        for name, raw in settings.items():
            if not name.startswith(PREFIX) or name in READ_ELSEWHERE:
                continue
            key = name.removeprefix(PREFIX).lower()
            if key not in known:
                allowed = ", ".join(PREFIX + each.upper() for each in sorted(known))
                problems.append(Problem(name, "is not a setting", f"known are {allowed}"))
                continue
            try:
                values[key] = _convert(raw, hints[key])
            except ValueError as error:
                problems.append(Problem(name, str(error)))
        config = cls(**values)
        problems += config._problems()
        if problems:
            raise InputRefused("Some settings cannot be used.", problems)
        return config

    def _problems(self) -> list[Problem]:
        found: list[Problem] = []
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            found.append(
                Problem(
                    "TRAINING_TIMEZONE",
                    f"“{self.timezone}” is not a time zone",
                    "write one such as America/Denver",
                )
            )
        if self.public_url and not self.public_url.startswith(("http://", "https://")):
            found.append(Problem("TRAINING_PUBLIC_URL", "has to begin with https:// or http://"))
        if self.digest not in ("daily", "at-once"):
            found.append(Problem("TRAINING_DIGEST", "has to be daily or at-once"))
        if self.password_length < SHORTEST_PASSWORD:
            least = f"has to be at least {SHORTEST_PASSWORD}"
            found.append(Problem("TRAINING_PASSWORD_LENGTH", least))
        if self.second_factor not in ("required", "offered"):
            found.append(Problem("TRAINING_SECOND_FACTOR", "has to be required or offered"))
        if self.environment not in ("production", "development"):
            what = "has to be production or development"
            found.append(Problem("TRAINING_ENVIRONMENT", what))
        if self.kiosk_minutes < 1:
            found.append(Problem("TRAINING_KIOSK_MINUTES", "has to be at least 1"))
        return found

    @property
    def database(self) -> str:
        """The database's address, the default filled in."""
        return self.database_url or f"sqlite:///{(self.instance / 'training.sqlite').resolve()}"

    @property
    def content_root(self) -> Path:
        """The folder that holds city, modules, quizzes and certificates."""
        return self.content if self.content != Path() else default_content()

    @property
    def zone(self) -> ZoneInfo:
        """The City's time zone."""
        return ZoneInfo(self.timezone)

    def link(self, path: str) -> str:
        """The absolute address of a path such as `/verify/…`."""
        return self.public_url.rstrip("/") + path


def _convert(raw: Any, kind: Any) -> Any:
    if kind is bool:
        text = str(raw).strip().lower()
        if text not in TRUE | FALSE:
            raise ValueError("has to be yes or no")
        return text in TRUE
    if kind in (int, int | None):
        if not str(raw).strip().isdigit():
            raise ValueError("has to be a whole number")
        return int(raw)
    return kind(str(raw).strip())
