"""Asking a provider: by https only, soon or not at all, a bounded answer, no detours."""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

import requests
from requests.auth import AuthBase, HTTPBasicAuth

from training.errors import NotReady, Said
from training.standards.oidc.discovery import is_safe
from training.standards.oidc.refusals import untrusted

SECONDS = (3.0, 5.0)
"""To connect, and between two pieces of the answer."""
MOST_BYTES = 512 * 1024
UNREACHABLE = Said("The sign-in service cannot be reached just now. Try again in a minute.")
JSON = {"Accept": "application/json"}

log = logging.getLogger(__name__)


class Answer(NamedTuple):
    """A status and the JSON object that came with it; empty for none."""

    status: int
    body: Mapping[str, Any]


class Fetch(Protocol):
    """Asks an address: a GET, or the POST of a form where one is given."""

    def __call__(
        self,
        address: str,
        form: Mapping[str, str] | None = None,
        basic: tuple[str, str] | None = None,
    ) -> Answer:
        """The answer; raises `NotReady` where there is none to be had."""


class _Nameless(AuthBase):
    """Sends no credentials, so that a `.netrc` of the machine never speaks for us."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def fetch(
    address: str,
    form: Mapping[str, str] | None = None,
    basic: tuple[str, str] | None = None,
) -> Answer:
    """The JSON object at an address, of at most 512 KiB; redirects are not followed.

    Raises `NotReady` when the provider cannot be reached, `SignInRefused` for an unsafe address.
    """
    if not is_safe(address):
        raise untrusted("address")
    who = HTTPBasicAuth(*basic) if basic else _Nameless()
    ask: Callable[..., requests.Response] = requests.get if form is None else requests.post
    more: dict[str, Any] = {} if form is None else {"data": dict(form)}
    try:
        with ask(
            address,
            headers=JSON,
            auth=who,
            timeout=SECONDS,
            allow_redirects=False,
            stream=True,
            **more,
        ) as answer:
            data = _bounded(answer)
            return Answer(answer.status_code, _object(data))
    except requests.RequestException as error:
        # Only the kind: an error's text could carry what was sent.
        log.warning("The identity provider did not answer: %s", type(error).__name__)
        raise NotReady(UNREACHABLE) from None


def _bounded(answer: requests.Response) -> bytes:
    data = b""
    for piece in answer.iter_content(16 * 1024):
        data += piece
        if len(data) > MOST_BYTES:
            raise untrusted("answer-size")
    return data


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(data)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
