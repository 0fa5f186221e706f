"""Zips that swell, lie, or lead elsewhere."""

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.hostile.roots import MODULE, Sent


def _zip(files: dict[str, bytes], *, packed: bool = True) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED if packed else ZIP_STORED) as archive:
        for path, raw in files.items():
            archive.writestr(path, raw)
    return out.getvalue()


def _linked(target: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        entry = ZipInfo(MODULE)
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, target)
    return out.getvalue()


def _understated() -> bytes:
    """A zip whose file says that it is small, in both of its places."""
    data = _zip({MODULE: b"a" * 10_000_000})
    return data.replace(struct.pack("<I", 10_000_000), struct.pack("<I", 100))


def _overlapping() -> bytes:
    """Two hundred entries that are all the same ten megabytes."""
    data = _zip({"modules/basics/images/000.png": bytes(10_000_000)})
    begin, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = b"".join(
        data[begin:end].replace(b"000.png", f"{n:03}.png".encode()) for n in range(200)
    )
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 200, 200, len(entries), begin, 0)
    return data[:begin] + entries + tail


ZIPS: dict[str, Callable[[], Sent]] = {
    "a zip that swells": lambda: _zip({MODULE: bytes(11_000_000)}),
    "a zip of zips": lambda: _zip({"modules/a.zip": _zip({"b.zip": _zip({MODULE: b"a" * 10**7})})}),
    "a zip that understates": _understated,
    "a zip that overlaps itself": _overlapping,
    "a zip that climbs out": lambda: _zip({"../../../etc/cron.d/x": b"a"}),
    "a zip from the top": lambda: _zip({"/etc/passwd": b"a"}),
    "a zip from another system": lambda: _zip({"..\\..\\x.md": b"a", "C:\\x.md": b"b"}),
    "a zip with a link": lambda: _linked("/etc/passwd"),
    "a zip with a file twice": lambda: _zip({MODULE: b"a", MODULE.upper(): b"b"}),
    "a zip of many files": lambda: _zip({f"modules/{n}/module.md": b"" for n in range(60_000)}),
    "half a zip": lambda: _zip({MODULE: b"a" * 9_000})[:60],
    "a zip of noise": lambda: b"PK\x03\x04" + bytes(range(256)) * 4_000,
    "a zip whose list is noise": lambda: b"PK\x03\x04" + b"PK\x01\x02" * 300_000 + b"PK\x05\x06"
    + struct.pack("<4H2LH", 0, 0, 9, 9, 1_000_000, 4, 0),
}  # fmt: skip
