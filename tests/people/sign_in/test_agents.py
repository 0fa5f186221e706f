import pytest

from training.people.sign_in.agents import browser_and_system

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (WINDOWS + "Chrome/140.0.0.0 Safari/537.36", "Chrome · Windows"),
        (WINDOWS + "Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        (PHONE + "Version/18.0 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox · Linux",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent: str, said: str) -> None:
    assert browser_and_system(agent) == said
