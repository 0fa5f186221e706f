"""The form of a requirement as a browser sends it."""

DUE = "2026-12-15"
EVERYONE = {"certificate": "core", "whom": "everyone", "due_how": "day", "due": DUE}


def some(what: str, *values: str, **more: object) -> dict[str, object]:
    """A form that asks the people of whom one line is true, by `DUE`."""
    return {
        **EVERYONE,
        "whom": "some",
        "group": "1",
        "line": f"1-1-{what}",
        "1-1-not": "is",
        "1-1-values": list(values),
        **more,
    }


LIBRARY = some("departments", "public-library")
