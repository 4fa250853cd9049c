"""The host's half of a thumbnail: bare pixels from a worker become a JPEG of our own making."""

from __future__ import annotations

import io

from PIL import Image

from evidence.reading.wire import Pixels

QUALITY = 80


def as_jpeg(pixels: Pixels) -> bytes:
    """A JPEG that holds nothing but these pixels."""
    out = io.BytesIO()
    picture = Image.frombuffer("RGB", (pixels.width, pixels.height), pixels.rgb, "raw", "RGB", 0, 1)
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
