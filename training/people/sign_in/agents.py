"""A browser and its system in words, so that people recognise their own sign-ins in a list."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What tells a browser, the particular before the general: nearly all of them say Safari."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
BETWEEN = " · "


def browser_and_system(agent: str) -> str:
    """Such as “Firefox · Windows”; empty for an agent that says neither."""
    found = (_first(BROWSERS, agent), _first(SYSTEMS, agent))
    return BETWEEN.join(each for each in found if each)


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in names if mark in agent), "")
