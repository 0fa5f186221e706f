"""Pictures of modules: checked when they are read, made fit for phones when they are published."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from training.content.source import Report
from training.content.svg import read_drawing

MOST_BYTES = 8_000_000
MOST_PIXELS = {"image/jpeg": 20_000_000}
MOST_PIXELS_ELSE = 10_000_000
"""A photo is never whole in memory; the other kinds are, WebP four times over."""
WIDTHS = (480, 960)
WIDEST = 1_600
TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
DRAWING = TYPES["svg"]
ORIENTATION = 0x0112
SIDEWAYS = (5, 6, 7, 8)
"""Values of a photo's orientation that swap its width and height."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture of a module. `sha256` is of the author's file, which nobody is shown.

    `widths` are the pictures made of it, width in pixels to hash, once it is published; `raw` is
    empty when it comes from a manifest.
    """

    path: str
    sha256: str
    type: str
    width: int
    height: int
    widths: Mapping[int, str] = field(default_factory=dict)
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Shown:
    """What people are shown instead of the author's file: without its metadata."""

    type: str
    width: int
    height: int
    raw: bytes

    @property
    def sha256(self) -> str:
        """The hash it is asked for by."""
        return hashlib.sha256(self.raw).hexdigest()


def read_image(path: str, raw: bytes, report: Report) -> ImageFile | None:
    """The picture, or none when it is refused; the report says why."""
    kind = TYPES.get(path.rpartition(".")[2].lower())
    if kind is None:
        report.add(1, "this picture is of no known kind", "use PNG, JPEG, GIF, WebP or SVG")
        return None
    if len(raw) > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        report.add(1, f"this picture is larger than {limit} MB", "save it smaller")
        return None
    if kind == DRAWING:
        drawing = read_drawing(raw, report)
        size = (drawing.width, drawing.height) if drawing else None
    else:
        size = _size(raw, kind, report)
    if size is None:
        return None
    return ImageFile(path, hashlib.sha256(raw).hexdigest(), kind, *size, raw=raw)


def _size(raw: bytes, kind: str, report: Report) -> tuple[int, int] | None:
    try:
        with _opened(raw) as image:
            found = Image.MIME[image.format or ""]
            most = MOST_PIXELS.get(found, MOST_PIXELS_ELSE)
            if image.width * image.height > most:
                limit = most // 1_000_000
                report.add(1, f"this picture has more than {limit} million pixels", "shrink it")
            elif getattr(image, "is_animated", False):
                report.add(1, "this picture moves, which keeps people from reading", "use a still")
            elif found != kind:
                name = found.removeprefix("image/").upper()
                report.add(1, f"this is a {name} picture under another name", "save it again")
            else:
                swapped = image.getexif().get(ORIENTATION) in SIDEWAYS
                size = (image.height, image.width) if swapped else (image.width, image.height)
                image.draft("RGB", (64, 64))  # a photo is read whole, but not in full size
                image.load()
                return size
    except Image.DecompressionBombError:
        report.add(1, "this picture has too many pixels", "shrink it")
    except Exception:
        report.add(1, "this file is not a picture that can be read", "save it again")
    return None


def _opened(raw: bytes) -> Image.Image:
    return Image.open(BytesIO(raw), formats=("PNG", "JPEG", "GIF", "WEBP"))


def shown(image: ImageFile) -> tuple[Shown, ...]:
    """The pictures made of one, narrow to wide. It must have been read without a problem."""
    return _shown(image.raw, image.type, image.path)


@lru_cache(maxsize=32)
def _shown(raw: bytes, kind: str, path: str) -> tuple[Shown, ...]:
    if kind == DRAWING:
        drawing = read_drawing(raw, Report(path))
        if drawing is None:
            raise ValueError(f"{path} was refused")
        return (Shown(DRAWING, drawing.width, drawing.height, drawing.clean),)
    with _opened(raw) as opened:
        # A photo is read at half its size, or less, where that is still as wide as we show it.
        opened.draft(None, (WIDEST, WIDEST))
        upright = _plain(ImageOps.exif_transpose(opened), kind)
    widths = [each for each in WIDTHS if each < upright.width] + [min(upright.width, WIDEST)]
    return tuple(_encoded(upright, each, kind) for each in dict.fromkeys(widths))


def _plain(image: Image.Image, kind: str) -> Image.Image:
    """The colours as the format keeps them."""
    transparent = kind != TYPES["jpeg"] and image.has_transparency_data
    return image.convert("RGBA" if transparent else "RGB")


def _encoded(image: Image.Image, width: int, kind: str) -> Shown:
    height = max(1, round(image.height * width / image.width))
    image = image.resize((width, height), Image.Resampling.LANCZOS)
    image.info = {}
    out = BytesIO()
    if kind == TYPES["jpeg"]:
        image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    elif kind == TYPES["webp"]:
        image.save(out, "WEBP", quality=82)
    else:
        kind = TYPES["png"]
        image.save(out, "PNG", optimize=True)
    return Shown(kind, width, height, out.getvalue())


def in_manifest(image: ImageFile, made: tuple[Shown, ...]) -> dict[str, Any]:
    """A picture as a revision's manifest keeps it."""
    return {
        "sha256": image.sha256,
        "type": image.type,
        "width": image.width,
        "height": image.height,
        "shown": made[0].type,
        "widths": {str(each.width): each.sha256 for each in made},
    }


def from_manifest(manifest: Mapping[str, Any]) -> dict[str, ImageFile]:
    """The pictures of a revision by path, without their bytes."""
    return {
        path: ImageFile(
            path,
            each["sha256"],
            each["type"],
            each["width"],
            each["height"],
            {int(width): sha for width, sha in each["widths"].items()},
        )
        for path, each in manifest.get("images", {}).items()
    }
