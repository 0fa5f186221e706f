"""Where things stand on a certificate of each design, in points from the lower left corner."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import landscape, letter


@dataclass(frozen=True, slots=True)
class Layout:
    """A page to hang up. At its upper right a square stays empty for a seal."""

    size: tuple[float, float]
    left: float
    right: float
    top: float
    bottom: float
    signature: float
    """The height of the line that is signed on."""
    signed: float
    """How long that line is."""
    aside: float
    """Where the right-hand column begins."""
    foot: float
    """The height of the heading over the exact text."""
    table: float
    """How wide the exact text may be."""
    check: tuple[float, float]
    """Where the words on checking begin."""
    address: float
    """How wide the address may be."""
    code: tuple[float, float]
    """The lower left corner of the code."""

    @property
    def width(self) -> float:
        """How wide the text may be."""
        return self.right - self.left


LANDSCAPE = "landscape-letter"
PORTRAIT = "portrait-letter"
WALLET = "wallet"
LAYOUTS = {
    LANDSCAPE: Layout(
        size=landscape(letter),
        left=66.0,
        right=726.0,
        top=550.0,
        bottom=62.0,
        signature=204.0,
        signed=270.0,
        aside=454.0,
        foot=155.0,
        table=366.0,
        check=(454.0, 155.0),
        address=160.0,
        code=(626.0, 62.0),
    ),
    PORTRAIT: Layout(
        size=letter,
        left=62.0,
        right=550.0,
        top=728.0,
        bottom=62.0,
        signature=316.0,
        signed=226.0,
        aside=324.0,
        foot=262.0,
        table=488.0,
        check=(174.0, 150.0),
        address=376.0,
        code=(62.0, 62.0),
    ),
}
CARD = (243.0, 153.0)
"""As large as a bank card: 3⅜ by 2⅛ inches."""
