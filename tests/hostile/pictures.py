"""Pictures and drawings that swell, run or never end."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

from PIL import Image

from tests.hostile.roots import Sent, picture


def dots(width: int, height: int, extra: bytes = b"") -> bytes:
    """A PNG of nothing, as large as it says, in as few bytes as can be."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    squeezed = zlib.compressobj(9)
    row = bytes(min(width, 100_000) // 8 + 2)
    data = b"".join(squeezed.compress(row) for _ in range(min(height, 20_000)))
    data += squeezed.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    begin = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra
    return begin + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _noisy(kind: str, width: int, height: int, **options: object) -> bytes:
    out = BytesIO()
    small = Image.effect_noise((width // 8, height // 8), 90)
    small.resize((width, height)).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def _gif(frames: int) -> bytes:
    out = BytesIO()
    images = [Image.new("1", (2, 2), n % 2) for n in range(frames)]
    images[0].save(out, "GIF", save_all=True, append_images=images[1:], optimize=False)
    return out.getvalue()


def _scans(scans: int) -> bytes:
    """A photo that is drawn over and over: each scan costs as much as the first."""
    raw = _noisy("JPEG", 5_000, 4_000, quality=20, progressive=True)
    begin = raw.rindex(b"\xff\xda")
    last = raw[begin:-2]
    most = min(scans, 7_500_000 // len(last))
    return raw[:-2] + last * most + b"\xff\xd9"


def svg(inner: str, head: str = "", *, xlink: bool = False) -> bytes:
    """A drawing with something in it."""
    names = 'xmlns="http://www.w3.org/2000/svg"'
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink"' if xlink else ""
    return f'{head}<svg {names} viewBox="0 0 9 9">{inner}</svg>'.encode()


def _laughs() -> str:
    names = "abcdefghij"
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in pairwise(names)
    )
    return f"<!DOCTYPE svg [{entities}]>"


PICTURES: dict[str, Callable[[], Sent]] = {
    "a picture of 400 million pixels": lambda: picture(dots(20_000, 20_000)),
    "a picture of 4 billion pixels": lambda: picture(dots(4_000_000_000, 1)),
    "a picture with a bomb of words": lambda: picture(dots(9, 9, _words())),
    "a large picture of another kind": lambda: picture(
        _noisy("WEBP", 3_600, 2_700, quality=60), "x.webp"
    ),
    "a photo of twenty million": lambda: picture(_noisy("JPEG", 5_000, 4_000), "x.jpg"),
    "a photo drawn a hundred times": lambda: picture(_scans(100), "x.jpg"),
    "a film": lambda: picture(_gif(3_000), "x.gif"),
    "a drawing with laughs": lambda: picture(svg("<text>&j;</text>", _laughs()), "x.svg"),
    "a drawing with a long entity": lambda: picture(
        svg("&a;" * 50_000, f'<!DOCTYPE svg [<!ENTITY a "{"a" * 100_000}">]>'), "x.svg"
    ),
    "a drawing that reads a file": lambda: picture(
        svg("<text>&a;</text>", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "x.svg"
    ),
    "a deep drawing": lambda: picture(svg("<g>" * 60_000 + "</g>" * 60_000), "x.svg"),
    "a wide drawing": lambda: picture(svg("<g/>" * 120_000), "x.svg"),
    "a drawing of one line": lambda: picture(svg(f'<path d="{"M1 1L2 2" * 60_000}"/>'), "x.svg"),
    "a drawing with a style": lambda: picture(svg(f"<style>{'a{b:c}' * 80_000}</style>"), "x.svg"),
    "a drawing of attributes": lambda: picture(
        svg("<g " + " ".join(f'a{n}="b"' for n in range(40_000)) + "/>"), "x.svg"
    ),
}


def _words() -> bytes:
    data = b"Comment\x00\x00" + zlib.compress(bytes(50_000_000), 9)
    return (
        struct.pack(">I", len(data))
        + b"zTXt"
        + data
        + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    )
