"""Questions as the scorer takes them, made without a file."""

from training.content.item_view import ChoiceView, ItemView, OptionView, SceneView


def item(
    kind: str = "one",
    *,
    right: tuple[bool, ...] = (),
    accepted: tuple[str, ...] = (),
    scenes: tuple[SceneView, ...] = (),
    points: float = 1,
    critical: bool = False,
    name: str = "q",
) -> ItemView:
    """A question of a kind; `right` says of each option whether it is."""
    return ItemView(
        id=name,
        sha256="",
        kind=kind,
        stem_html="",
        options=tuple(OptionView(str(at), each, "") for at, each in enumerate(right)),
        accepted=accepted,
        scenes=scenes,
        hint_html="",
        explanation_html="",
        critical=critical,
        points=points,
        covers=(),
        shuffle=True,
        use="",
        language="en",
    )


def scene(name: str, *to: str, result: str = "", share: float = 0) -> SceneView:
    """A scene with a choice for each scene in `to`, or an ending."""
    return SceneView(
        name, name, tuple(ChoiceView(each, each, "") for each in to), result, share, ""
    )


DESK = (
    scene("start", "let-in", "wait"),
    scene("wait", "start", "call", "argue"),
    scene("call", result="best", share=1),
    scene("argue", result="acceptable", share=0.5),
    scene("let-in", result="harmful"),
)
"""A scenario: in, or wait and then back, call or argue."""
