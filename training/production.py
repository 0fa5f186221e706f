"""What a site in production must not be: the reasons for which it does not start."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from training.config import Config
from training.errors import Problem

SHORTEST_KEY = 32
FEWEST_CHARACTERS = 10
"""How many different ones a random key of that length has, in hexadecimal too."""
NEW_KEY = 'make one with python3 -c "import secrets; print(secrets.token_hex(32))"'

THIS_MACHINE = ("localhost", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class Footing:
    """What an app stands on, as its host or our own front door set it up."""

    keys: Sequence[bytes]
    """The key that signs, then those that are still accepted."""
    debug: bool
    trusted_hosts: Sequence[str]


def guarded(config: Config) -> bool:
    """Whether a site has to be fit for production: unless it says that it is something else."""
    return config.environment == "production" and not config.demonstration


def refusals(config: Config, footing: Footing) -> list[Problem]:
    """Why our own site must not start in production, each with what to set."""
    found = weaknesses(footing)
    if config.proxies is None:
        found.append(
            Problem(
                "TRAINING_PROXIES",
                "has to say how many reverse proxies stand before the site",
                "write 1 behind one nginx or load balancer, 0 for none",
            )
        )
    return found


def weaknesses(footing: Footing) -> list[Problem]:
    """What is wrong with the app that we run in, be it ours or somebody else's."""
    found: list[Problem] = []
    if not footing.keys or any(is_weak(each) for each in footing.keys):
        what = f"is shorter than {SHORTEST_KEY} bytes or easy to guess"
        found.append(Problem("TRAINING_SECRET_KEY", what, NEW_KEY))
    if footing.debug:
        found.append(Problem("FLASK_DEBUG", "is on: it runs code for visitors", "unset it"))
    if not footing.trusted_hosts:
        found.append(
            Problem(
                "TRAINING_TRUSTED_HOSTS",
                "says under which names the site is reached",
                "write them, separated by commas, or set TRAINING_PUBLIC_URL",
            )
        )
    return found


def is_weak(key: bytes) -> bool:
    """Whether somebody could guess a key and sign in as anybody."""
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS


def is_open_to_eavesdroppers(public_url: str) -> bool:
    """Whether passwords cross a network unencrypted at this address."""
    parts = urlsplit(public_url)
    return parts.scheme == "http" and not _is_this_machine(parts.hostname or "")


def trusted_hosts(config: Config) -> list[str]:
    """The names a request may ask for: those that are set, else that of the public address.

    With the latter goes this machine's own, under which a monitor asks for `/healthz`.
    """
    named = [each.strip() for each in config.trusted_hosts.split(",") if each.strip()]
    public = urlsplit(config.public_url).hostname
    return named or ([public, *THIS_MACHINE] if public else [])


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
