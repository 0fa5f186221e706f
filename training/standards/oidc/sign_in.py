"""From the button to the person: the authorization code flow with a provider (Core §3.1)."""

from collections.abc import Mapping
from datetime import datetime

from training.standards.oidc.authorization import Journey, authorization_address, read_answer
from training.standards.oidc.id_token import Subject, check_id_token
from training.standards.oidc.logout_token import Logout, check_logout_token
from training.standards.oidc.provider import Provider
from training.standards.oidc.token_request import Tokens, read_tokens, token_request


def way_there(
    provider: Provider, journey: Journey, *, redirect_uri: str, language: str, now: datetime
) -> str:
    """The provider's address that the browser goes to; raises `NotReady`, `SignInRefused`."""
    return authorization_address(
        provider.metadata(now=now),
        journey,
        client_id=provider.settings.client_id,
        redirect_uri=redirect_uri,
        scopes=provider.settings.scopes,
        language=language,
    )


def who_came_back(
    provider: Provider,
    journey: Journey,
    answer: Mapping[str, str],
    *,
    redirect_uri: str,
    now: datetime,
) -> Subject:
    """Who came back, proven by the provider; raises `NotReady`, `SignInRefused`."""
    metadata = provider.metadata(now=now)
    code = read_answer(answer, metadata, journey)
    tokens = _tokens(provider, code, journey.verifier, redirect_uri=redirect_uri, now=now)
    header, claims = provider.verified(tokens.id_token, now=now)
    return check_id_token(
        claims,
        header,
        issuer=metadata.issuer,
        client_id=provider.settings.client_id,
        nonce=journey.nonce,
        access_token=tokens.access_token,
        now=now,
    )


def who_signed_out(provider: Provider, token: str, *, now: datetime) -> Logout:
    """Whose sessions a logout token ends; raises `NotReady`, `SignInRefused`."""
    header, claims = provider.verified(token, now=now)
    settings = provider.settings
    return check_logout_token(
        claims, header, issuer=settings.issuer, client_id=settings.client_id, now=now
    )


def _tokens(
    provider: Provider, code: str, verifier: str, *, redirect_uri: str, now: datetime
) -> Tokens:
    metadata = provider.metadata(now=now)
    request = token_request(
        code,
        verifier,
        client_id=provider.settings.client_id,
        secret=provider.settings.secret,
        redirect_uri=redirect_uri,
        how=metadata.client_authentication,
    )
    answer = provider.fetch(metadata.token, form=request.form, basic=request.basic)
    return read_tokens(answer.status, answer.body)
