"""The file in which the City's IT names its providers."""

from pathlib import Path

import pytest

from training import create_app
from training.errors import InputRefused
from training.people.accounts.account import GroupRole
from training.standards.oidc.id_token import Subject
from training.standards.oidc.person import account, showed_second_factor
from training.standards.oidc.settings import ProviderSettings, read_providers

ENTRA = """
[[provider]]
name = "entra"
label = "Entra ID"
issuer = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"
client_id = "abc"
client_secret_file = "entra.secret"
claim = "employee_number"

[provider.groups]
"Training OEI" = "administrator"
"Training library" = ["liaison:public-library", "author"]
"""
OKTA = """
[[provider]]
name = "okta"
label = "Okta"
issuer = "https://city.okta.com"
client_id = "def"
claim = "email"
match = "email"
scopes = ["openid", "email", "groups"]
end_session = false
second_factor = true
"""


def read(folder: Path, text: str) -> tuple[ProviderSettings, ...]:
    (folder / "entra.secret").write_text("very secret\n", encoding="utf-8")
    path = folder / "providers.toml"
    path.write_text(text, encoding="utf-8")
    return read_providers(path)


def problems(folder: Path, text: str) -> str:
    with pytest.raises(InputRefused) as refused:
        read(folder, text)
    return "\n".join(str(each) for each in refused.value.problems)


def test_several_providers_are_read(tmp_path: Path) -> None:
    entra, okta = read(tmp_path, ENTRA + OKTA)
    assert (entra.secret, okta.secret) == ("very secret", "")
    assert (entra.match, okta.match) == ("number", "email")
    assert (entra.end_session, okta.end_session) == (True, False)
    assert entra.groups == (
        GroupRole("Training OEI", "administrator", ""),
        GroupRole("Training library", "liaison", "public-library"),
        GroupRole("Training library", "author", ""),
    )
    assert "very secret" not in repr(entra)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ENTRA.replace('client_id = "abc"', ""), "“client_id” is missing"),
        (ENTRA.replace('name = "entra"', 'name = "Entra ID"'), "cannot stand in an address"),
        (ENTRA.replace("https://login", "http://login"), "“issuer” has to be an https://"),
        (ENTRA.replace("entra.secret", "none.secret"), "cannot be read"),
        (ENTRA.replace('"administrator"', '"boss"'), "gives “boss”, which is no role"),
        (ENTRA.replace('"administrator"', '"liaison"'), "gives “liaison”, which is no role"),
        (ENTRA.replace('"administrator"', '"author:x"'), "gives “author:x”"),
        (ENTRA.replace("client_id", "clientid"), "“clientid” is not a setting"),
        (OKTA.replace('"openid", ', ""), "with openid in it"),
        (OKTA + 'second_factor_acr = "phr"', "“second_factor_acr” has to be a list"),
        (OKTA.replace('match = "email"', 'match = "name"'), "number or email"),
        (OKTA.replace('claim = "email"', 'claim = "upn"'), 'write claim = "email"'),
        (OKTA.replace("false", '"no"'), "“end_session” has to be true or false"),
        (ENTRA + ENTRA, "has the name “entra” twice"),
        ("nothing = 1", "names no provider"),
        ("provider", "is not TOML"),
    ],
)
def test_a_fault_is_named_in_plain_words(tmp_path: Path, text: str, words: str) -> None:
    assert words in problems(tmp_path, text)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    said = problems(tmp_path, ENTRA.replace('"abc"', '""') + OKTA.replace("city.okta", "?"))
    assert "“entra”: “client_id” is missing" in said
    assert "“okta”" in said


def test_a_missing_file_stops_the_start(tmp_path: Path) -> None:
    settings = {
        "TRAINING_ENVIRONMENT": "development",
        "TRAINING_INSTANCE": str(tmp_path),
        "TRAINING_OIDC_FILE": str(tmp_path / "none.toml"),
    }
    with pytest.raises(InputRefused) as refused:
        create_app(settings)
    assert "cannot be read" in str(refused.value.problems[0])


def subject(**claims: object) -> Subject:
    return Subject("https://login.example.com", "s-1", None, claims)


@pytest.mark.parametrize(
    ("claims", "value"),
    [
        ({"employee_number": "1002"}, "1002"),
        ({"employee_number": 1002}, "1002"),
        ({"employee_number": " 1002 "}, "1002"),
        ({"employee_number": ""}, None),
        ({"employee_number": True}, None),
        ({"employee_number": ["1002"]}, None),
        ({"number": "1002"}, None),
    ],
)
def test_the_configured_claim_says_who_it_is_and_no_other(
    tmp_path: Path, claims: dict[str, object], value: str | None
) -> None:
    (entra,) = read(tmp_path, ENTRA)
    assert account(subject(**claims), entra).value == value


@pytest.mark.parametrize(
    ("verified", "value"),
    [(True, "lee@example.gov"), (False, None), ("true", None), (None, None), (1, None)],
)
def test_an_e_mail_counts_only_when_the_provider_verified_it(
    tmp_path: Path, verified: object, value: str | None
) -> None:
    (okta,) = read(tmp_path, OKTA)
    claims = {"email": "lee@example.gov", "email_verified": verified}
    assert account(subject(**claims), okta).value == value


def test_groups_give_what_the_file_says_and_nothing_else(tmp_path: Path) -> None:
    (entra,) = read(tmp_path, ENTRA)
    given = account(subject(groups=["Training library", "administrator", 7]), entra).roles
    assert {each.role for each in given} == {"liaison", "author"}
    assert not account(subject(groups={"Training OEI": 1}), entra).roles


def test_a_second_factor_counts_when_the_provider_says_so_or_always_asks(tmp_path: Path) -> None:
    entra, okta = read(tmp_path, ENTRA + OKTA)
    assert showed_second_factor(subject(amr=["pwd", "mfa"]), entra)
    assert not showed_second_factor(subject(amr=["pwd"]), entra)
    assert showed_second_factor(subject(), okta)
    more = '"abc"\nsecond_factor_acr = ["phr", "urn:2"]'
    (strict,) = read(tmp_path, ENTRA.replace('"abc"', more))
    assert showed_second_factor(subject(acr="urn:2"), strict)
    assert not showed_second_factor(subject(acr="urn:1"), strict)
    assert not showed_second_factor(subject(acr="urn:2"), entra)
