"""How an identity provider's word is refused."""

from training.errors import Said, SignInRefused


def untrusted(code: str) -> SignInRefused:
    """The refusal of something that does not prove what it should; `code` names the check."""
    said = Said(
        "What the sign-in service sent could not be trusted, so nobody was signed in. If it "
        "happens again, tell IT this word: {code}.",
        code=code,
    )
    return SignInRefused(said, code=code)
