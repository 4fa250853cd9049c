"""
What was read of one file: the plain values that leave a worker, and the bounds they keep.

Every field carries its bound in its type; `msgspec` enforces them where a worker's answer
is decoded (wire.py), and the values of facts are checked by name (fact_names.py). Nothing here
decodes, parses or decides anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from msgspec import Meta

from evidence.likeness.fingerprint import Fingerprint

MOST_TAGS = 5_000
LONGEST_TAG_TEXT = 2_000
LARGEST_SIDE = 1_000_000
MOST_FACTS = 96
MOST_COMPLAINTS = 64
THUMBNAIL_SIDE = 320
PREVIEW_SIDE = 2048
MOST_THUMBNAIL_BYTES = THUMBNAIL_SIDE * THUMBNAIL_SIDE * 3 + 4096
MOST_FEATURE_BYTES = 256 * 1024
MOST_GREY_BYTES = 64 * 1024

Points = Literal["none", "stored", "asked"]
"""How many local features to take: none, as of a known picture, or as of one that is asked."""

Region = tuple[int, int, int, int]
"""Left, top, width, height of a part of the upright picture, in per mille."""

WHOLE: Region = (0, 0, 1000, 1000)

_Name = Annotated[str, Meta(max_length=200)]
_Side = Annotated[int, Meta(ge=0, le=LARGEST_SIDE)]
_Digest = Annotated[str, Meta(pattern="^([0-9a-f]{64})?$")]


@dataclass(frozen=True, slots=True)
class Tag:
    """One raw value as a reader printed it; `group` says which reader and where in the file."""

    group: _Name
    name: _Name
    text: Annotated[str, Meta(max_length=LONGEST_TAG_TEXT)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedThumbnail:
    """
    The small picture a camera put into the file, beside the picture itself.

    `difference` is in per mille of full contrast after orientation, letterbox bars and
    brightness are evened out; `turned` is the variant (fingerprint.VARIANTS) in which they
    agreed best: 0 unless the thumbnail was written in another direction than the picture.
    `local` is the largest difference of the mean of a block (8 × 6 of them), so evened out.
    """

    width: _Side
    height: _Side
    size: Annotated[int, Meta(ge=0, le=2**40)]
    difference: Annotated[int, Meta(ge=0, le=1000)]
    turned: Annotated[int, Meta(ge=0, le=7)] = 0
    local: Annotated[int, Meta(ge=0, le=1000)] = 0


@dataclass(frozen=True, slots=True)
class Grey:
    """The upright picture in grey and small, row by row."""

    width: Annotated[int, Meta(ge=1, le=LARGEST_SIDE)]
    height: Annotated[int, Meta(ge=1, le=LARGEST_SIDE)]
    pixels: Annotated[bytes, Meta(max_length=MOST_GREY_BYTES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    What a file says of itself, and what it looks like.

    `width` and `height` are as stored (before orientation); 0 when not known or impossible.
    `facts` by the names of fact_names.py: only values that can be true; what was refused stays
    in `tags` and is named in `complaints` (English sentence ids). `image_data` is the SHA-256 of
    the image data alone (README.md), "" where not defined. `structure` tells of the container:
    segments, bytes after the end, subsampling. `thumbnail` is an upright JPEG of at
    most 320 pixels made from pixels alone. `fingerprint`, `features` (bytes of `LocalFeatures`)
    and `small` are what a search compares. `readers` names each reader used and its version.
    """

    media_type: _Name
    width: _Side = 0
    height: _Side = 0
    facts: Annotated[dict[_Name, Any], Meta(max_length=MOST_FACTS)] = field(default_factory=dict)
    tags: Annotated[tuple[Tag, ...], Meta(max_length=MOST_TAGS)] = ()
    image_data: _Digest = ""
    structure: Annotated[dict[_Name, Any], Meta(max_length=MOST_FACTS)] = field(
        default_factory=dict
    )
    thumbnail: Annotated[bytes, Meta(max_length=MOST_THUMBNAIL_BYTES)] = b""
    fingerprint: Fingerprint | None = None
    features: Annotated[bytes, Meta(max_length=MOST_FEATURE_BYTES)] = b""
    small: Grey | None = None
    embedded: EmbeddedThumbnail | None = None
    complaints: Annotated[
        tuple[Annotated[str, Meta(max_length=400)], ...], Meta(max_length=MOST_COMPLAINTS)
    ] = ()
    readers: Annotated[dict[_Name, _Name], Meta(max_length=16)] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """An upright JPEG of our own making, large enough to be printed."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class NoReading:
    """The file could not be read safely; `reason` is an English sentence id. The exhibit stays."""

    reason: Annotated[str, Meta(max_length=400)]
