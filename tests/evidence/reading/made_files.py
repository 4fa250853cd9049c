"""Small files made for tests: a JPEG with a given EXIF block, an XMP packet, chunks."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
from PIL import Image

GPS, EXIF = 0x8825, 0x8769


def picture(width: int = 320, height: int = 240, seed: int = 0) -> Image.Image:
    """A picture with structure, so that hashes and comparisons have something to see."""
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 256, (9, 12, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


def exif(image: dict[int, Any], *, inner: dict[int, Any] | None = None, gps: Any = None) -> bytes:
    """An EXIF segment (with its `Exif` mark) as Pillow writes it."""
    block = Image.Exif()
    for number, value in image.items():
        block[number] = value
    for pointer, values in ((EXIF, inner), (GPS, gps)):
        if values:
            block.get_ifd(pointer).update(values)
    return block.tobytes()


def jpeg(block: bytes = b"", xmp: bytes = b"", **how: Any) -> bytes:
    """A JPEG of `picture()` with these segments."""
    out = io.BytesIO()
    picture(**how).save(out, "JPEG", quality=85, exif=block)
    made = out.getvalue()
    return with_segment(made, b"\xe1", b"http://ns.adobe.com/xap/1.0/\0" + xmp) if xmp else made


def with_segment(made: bytes, marker: bytes, body: bytes) -> bytes:
    """A segment right after the start of a JPEG."""
    return made[:2] + b"\xff" + marker + struct.pack(">H", len(body) + 2) + body + made[2:]


def png(**how: Any) -> bytes:
    out = io.BytesIO()
    picture(**how).save(out, "PNG")
    return out.getvalue()
