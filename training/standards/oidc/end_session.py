"""Asking a provider to end its own session too (RP-Initiated §2)."""

from training.standards.oidc.authorization import with_query
from training.standards.oidc.discovery import Metadata


def end_session_address(metadata: Metadata, *, client_id: str, back: str) -> str:
    """Where a browser goes to sign out there and come back; empty where it cannot.

    We keep no ID token, so the provider is told which client asks instead (§2, `client_id`) and
    asks the person itself (§2, `id_token_hint`).
    """
    if not metadata.end_session:
        return ""
    query = {"client_id": client_id, "post_logout_redirect_uri": back}
    return with_query(metadata.end_session, query)
