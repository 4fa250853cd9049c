"""
The small picture inside the file, compared with the picture itself.

Both are brought to the same small grey square after bars are cut from the small one, or the
edges from the main one, where their shapes differ; brightness and contrast are evened out; the
mean difference is told in per mille of the contrast, and so is the largest difference of the
mean of a block, which a part painted over shows and a slight shift does not. The small one is
tried in all eight directions, for writers differ in whether they turn it with the picture.
README.md tells what was measured on honest files.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from evidence.likeness.fingerprint import turned
from evidence.reading.exif_tags import Exif
from evidence.reading.reading import EmbeddedThumbnail

SIDE = 24
LOCAL_SIDE, COLUMNS, ROWS = 48, 8, 6
LARGEST = 256 * 1024
DARK = 24
_OFFSET, _LENGTH, _COMPRESSION = 0x0201, 0x0202, 0x0103

_Grey = NDArray[np.float64]


def block_of(untrusted_block: bytes, exif: Exif) -> bytes:
    """The bytes of the JPEG thumbnail of an EXIF block; empty when there is none."""
    offset, length = _whole(exif, _OFFSET), _whole(exif, _LENGTH)
    if not offset or not 0 < length <= LARGEST:
        return b""
    found = untrusted_block[offset : offset + length]
    return found if found[:2] == b"\xff\xd8" else b""


def compared(untrusted_thumbnail: bytes, stored: Image.Image) -> EmbeddedThumbnail | None:
    """The comparison with the main picture as stored; None when the small one does not decode."""
    try:
        small = Image.open(io.BytesIO(untrusted_thumbnail), formats=("JPEG",))
        if small.width * small.height > 1024 * 1024:
            return None
        grey = np.asarray(small.convert("L"))
    except Exception:  # noqa: BLE001 - a foreign decoder over hostile bytes may raise anything
        return None
    main = np.asarray(stored.convert("L"))
    best, direction, pair = 1001, 0, (grey, main)
    for variant in range(8):
        one = turned(grey, variant)
        for tried in ((_without_bars(one, main), main), (one, _to_shape(main, one))):
            difference = _difference(*tried)
            if difference < best:
                best, direction, pair = difference, variant, tried
    return EmbeddedThumbnail(
        width=small.width,
        height=small.height,
        size=len(untrusted_thumbnail),
        difference=best,
        turned=direction,
        local=_local(*pair),
    )


def _whole(exif: Exif, number: int) -> int:
    numbers = exif.numbers("Thumbnail", number)
    return numbers[0] if numbers and isinstance(numbers[0], int) else 0


def _without_bars(small: NDArray[np.uint8], main: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut the bars that give a 3:2 or 16:9 picture a 4:3 thumbnail, where they are dark or flat."""
    height, width = small.shape
    wanted = main.shape[1] / main.shape[0]
    if width / height < wanted * 0.97:
        rows = round(height - width / wanted) // 2
        bars = (small[:rows], small[height - rows :])
        return small[rows : height - rows] if rows and all(map(_is_bar, bars)) else small
    if width / height > wanted * 1.03:
        columns = round(width - height * wanted) // 2
        bars = (small[:, :columns], small[:, width - columns :])
        return small[:, columns : width - columns] if columns and all(map(_is_bar, bars)) else small
    return small


def _to_shape(main: NDArray[np.uint8], small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The middle of the main picture in the small one's shape: some cameras cut instead."""
    height, width = main.shape
    wanted = small.shape[1] / small.shape[0]
    rows = max(0, round(height - width / wanted) // 2)
    columns = max(0, round(width - height * wanted) // 2)
    return main[rows : height - rows, columns : width - columns]


def _is_bar(part: NDArray[np.uint8]) -> bool:
    return bool(part.size) and (float(part.mean()) < DARK or float(part.std()) < 6)


def _difference(small: NDArray[np.uint8], main: NDArray[np.uint8]) -> int:
    first, second = _even(small, SIDE), _even(main, SIDE)
    # Two unrelated even pictures differ by about 1.1: twice that is full scale.
    return min(1000, round(float(np.abs(first - second).mean()) * 500))


def _local(small: NDArray[np.uint8], main: NDArray[np.uint8]) -> int:
    first, second = _even(small, LOCAL_SIDE), _even(main, LOCAL_SIDE)
    steps = (-1, 0, 1)
    shifted = [np.roll(second, (down, right), (0, 1)) for down in steps for right in steps]
    least = np.min([_block_means(first - other) for other in shifted], axis=0)
    return min(1000, round(float(least.max()) * 500))


def _block_means(apart: _Grey) -> _Grey:
    blocks = apart.reshape(ROWS, LOCAL_SIDE // ROWS, COLUMNS, LOCAL_SIDE // COLUMNS)
    means: _Grey = np.abs(blocks.mean(axis=(1, 3)))
    return means


def _even(grey: NDArray[np.uint8], side: int) -> _Grey:
    square = Image.fromarray(np.ascontiguousarray(grey)).resize((side, side), Image.Resampling.BOX)
    values = np.asarray(square, dtype=np.float64)
    even: _Grey = (values - values.mean()) / max(float(values.std()), 4.0)
    return even
