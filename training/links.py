"""The addresses that leave the system in mails and QR codes; `web/` serves exactly these paths."""

from training.config import Config


def certificate_page(config: Config, serial: str) -> str:
    """The page of a certificate for the person who earned it."""
    return config.link(f"/certificates/{serial}")


def verify_page(config: Config, serial: str) -> str:
    """The public page that says whether a certificate is valid: what its QR code holds."""
    return config.link(f"/verify/{serial}")


def department_page(config: Config, slug: str) -> str:
    """The page of a department for its liaisons."""
    return config.link(f"/departments/{slug}")


def activation_page(config: Config, code: str) -> str:
    """The page of a single-use code: a first password, or a new one."""
    return config.link(f"/activate/{code}")


def home_page(config: Config) -> str:
    """My training, with what is theirs to confirm."""
    return config.link("/")


def access_page(config: Config) -> str:
    """The page of who may do what, for administrators."""
    return config.link("/access")


def calendar_feed(config: Config, token: str) -> str:
    """The secret address at which somebody's calendar asks for their due days."""
    return config.link(f"/calendar/{token}.ics")


def departments_page(config: Config) -> str:
    """The departments in numbers, for their liaisons."""
    return config.link("/departments")


def team_page(config: Config) -> str:
    """How those stand whose supervisor somebody is."""
    return config.link("/team")


def module_page(config: Config, slug: str) -> str:
    """A module, for whoever has to take it up."""
    return config.link(f"/modules/{slug}")


def dispute_page(config: Config, dispute_id: int) -> str:
    """A dispute, for whoever answers it."""
    return config.link(f"/disputes/{dispute_id}")


def receipt_page(config: Config, dispute_id: int) -> str:
    """A dispute and its answer, for whoever disputed."""
    return config.link(f"/my-disputes/{dispute_id}")


def feedback_page(config: Config, feedback_id: int) -> str:
    """What somebody said about a page, and the reply, for them."""
    return config.link(f"/my-feedback/{feedback_id}")
