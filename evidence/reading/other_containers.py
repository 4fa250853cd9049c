"""
Containers that are walked by a library: TIFF (the file is its own EXIF block), HEIC, AVIF.

No digest of the image data is defined for these; only EXIF, XMP and the size are fetched.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

from evidence.reading import complaints
from evidence.reading.parts import Parts, without_exif_mark

_XMP_TAG = 700


def walk_tiff(untrusted_file: bytes) -> Parts:
    """A TIFF file: EXIF is the file itself; XMP lies in tag 700."""
    parts = Parts(untrusted_exif=untrusted_file)
    try:
        with Image.open(io.BytesIO(untrusted_file), formats=("TIFF",)) as image:
            parts.width, parts.height = image.size
            packet = image.tag_v2.get(_XMP_TAG)  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001 - a foreign parser over hostile bytes may raise anything
        parts.complain(complaints.BROKEN_PARTS)
        return parts
    if isinstance(packet, bytes):
        parts.untrusted_xmp = packet
    return parts


def walk_heif(untrusted_file: bytes) -> Parts:
    """A HEIC file by libheif: the primary picture; the others are counted."""
    import pi_heif

    parts = Parts()
    try:
        found = pi_heif.open_heif(untrusted_file)
        primary = found[found.primary_index]
        parts.width, parts.height = primary.size
        parts.structure["pictures"] = len(found)
        _take(parts, primary.info)
    except Exception:  # noqa: BLE001 - a foreign parser over hostile bytes may raise anything
        parts.complain(complaints.BROKEN_PARTS)
    return parts


def walk_avif(untrusted_file: bytes) -> Parts:
    """An AVIF file by Pillow's own reader."""
    parts = Parts()
    try:
        with Image.open(io.BytesIO(untrusted_file), formats=("AVIF",)) as image:
            parts.width, parts.height = image.size
            _take(parts, image.info)
    except Exception:  # noqa: BLE001 - a foreign parser over hostile bytes may raise anything
        parts.complain(complaints.BROKEN_PARTS)
    return parts


def _take(parts: Parts, info: Mapping[Any, Any]) -> None:
    exif, xmp = info.get("exif"), info.get("xmp")
    if isinstance(exif, bytes):
        parts.untrusted_exif = without_exif_mark(exif)
    if isinstance(xmp, bytes):
        parts.untrusted_xmp = xmp
