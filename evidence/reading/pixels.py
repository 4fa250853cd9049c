"""
Pixels, decoded once and small: JPEG at a fraction of its size, anything else whole, then reduced.

One decode feeds thumbnail, fingerprint and the comparison with the embedded thumbnail. Nothing
is decoded whose header promises more than 300 million pixels. A damaged picture shows what
decodes, and says so. The result is 8-bit RGB or grey, as stored; `upright` turns it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import simplejpeg
from PIL import Image, ImageFile

from evidence.reading import complaints
from evidence.reading.reading import THUMBNAIL_SIDE, WHOLE, Region
from evidence.reading.wire import Pixels

MOST_PIXELS = 300_000_000
SMALL_SIDE = 400
ASKED_SIDE, LARGEST_ASKED_SIDE = 1024, 4096
_FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/bmp": ("BMP", "DIB"),
    "image/tiff": ("TIFF",),
    "image/jp2": ("JPEG2000",),
    "image/avif": ("AVIF",),
}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# More than this never comes out of a header check; Pillow's own bomb limit must not differ.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


@dataclass(slots=True)
class Decoded:
    """A small picture as stored, the full size as stored, and what went wrong on the way."""

    image: Image.Image | None
    width: int = 0
    height: int = 0
    complaint: str = ""


def decode(
    untrusted_file: bytes, media_type: str, width: int, height: int, side: int = SMALL_SIDE
) -> Decoded:
    """
    Decode to about `side` pixels or somewhat more; `width` and `height` as the container says,
    0 when not known.

    Raises only MemoryError.
    """
    if width * height > MOST_PIXELS:
        return Decoded(None, width, height, complaints.TOO_MANY_PIXELS)
    if media_type == "image/jpeg":
        fast = _fast_jpeg(untrusted_file, width, height, side)
        if fast is not None:
            return fast
    return _by_pillow(untrusted_file, media_type, side)


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The picture as a viewer shows it."""
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def asked_side(region: Region) -> int:
    """To what side to decode so that this part alone is large enough to search by."""
    return min(LARGEST_ASKED_SIDE, ASKED_SIDE * 1000 // max(1, *region[2:]))


def part(upright_image: Image.Image, region: Region) -> Image.Image:
    """A part of the picture, at least a pixel of it."""
    if region == WHOLE:
        return upright_image
    sides = upright_image.size * 2
    left, top, width, height = (at * side // 1000 for at, side in zip(region, sides, strict=True))
    left, top = min(left, sides[0] - 1), min(top, sides[1] - 1)
    right, bottom = min(left + max(1, width), sides[0]), min(top + max(1, height), sides[1])
    return upright_image.crop((left, top, right, bottom))


def thumbnail(upright_image: Image.Image, side: int = THUMBNAIL_SIDE) -> Pixels:
    """At most `side` pixels along the longer edge, RGB, nothing but pixels."""
    image = upright_image if upright_image.mode == "RGB" else upright_image.convert("RGB")
    scale = side / max(image.size)
    if scale < 1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image = image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    return Pixels(image.width, image.height, image.tobytes())


def _fast_jpeg(untrusted_file: bytes, width: int, height: int, side: int) -> Decoded | None:
    """None when this decoder does not know the kind (CMYK, 12 bit, lossless)."""
    if not width or not height:
        return None
    least = {"min_width" if width >= height else "min_height": min(side, max(width, height))}
    for strict in (True, False):
        try:
            pixels = simplejpeg.decode_jpeg(untrusted_file, "RGB", strict=strict, **least)
        except ValueError:
            continue
        complaint = "" if strict else complaints.CUT_SHORT
        return Decoded(Image.fromarray(np.asarray(pixels)), width, height, complaint)
    return None


def _by_pillow(untrusted_file: bytes, media_type: str, side: int) -> Decoded:
    found = Decoded(None, complaint=complaints.NO_PIXELS)
    for forgiving in (False, True):
        ImageFile.LOAD_TRUNCATED_IMAGES = forgiving
        try:
            found.image = _opened(untrusted_file, media_type, found, side)
        except MemoryError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            found.complaint = complaints.TOO_MANY_PIXELS
            return found
        except Exception:  # noqa: BLE001 - foreign decoder, hostile bytes
            continue
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        found.complaint = complaints.CUT_SHORT if forgiving else ""
        return found
    return found


def _opened(untrusted_file: bytes, media_type: str, found: Decoded, side: int) -> Image.Image:
    if media_type in ("image/heic", "image/heif"):
        image = _heif(untrusted_file)
    else:
        image = Image.open(io.BytesIO(untrusted_file), formats=_FORMATS[media_type])
    found.width, found.height = image.size
    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    if media_type == "image/jpeg":
        image.draft("RGB", (side, side))
    image.load()
    return _plain(_reduced(image, side))


def _heif(untrusted_file: bytes) -> Image.Image:
    import pi_heif

    primary = pi_heif.open_heif(untrusted_file, convert_hdr_to_8bit=True)
    if primary.size[0] * primary.size[1] > MOST_PIXELS:
        raise Image.DecompressionBombError
    return primary.to_pillow()  # type: ignore[no-any-return]


def _reduced(image: Image.Image, side: int) -> Image.Image:
    factor = max(image.size) // side
    return image.reduce(factor) if factor > 1 and image.mode in ("L", "RGB", "RGBA") else image


def _plain(image: Image.Image) -> Image.Image:
    """8-bit RGB or grey; what is transparent lies on white."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        return _stretched(image)
    if "A" in image.mode or "transparency" in image.info:
        over = image.convert("RGBA")
        under = Image.new("RGBA", over.size, (255, 255, 255, 255))
        return Image.alpha_composite(under, over).convert("RGB")
    return image.convert("RGB")


def _stretched(image: Image.Image) -> Image.Image:
    values = np.nan_to_num(np.asarray(image, dtype=np.float64))
    low, high = float(values.min()), float(values.max())
    scaled = (values - low) * (255.0 / (high - low)) if high > low else values * 0
    return Image.fromarray(scaled.astype(np.uint8))
