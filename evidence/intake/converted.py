"""
Pictures that an iPhone, or a program in its place, turned from HEIC into JPEG on the way here.

An iPhone stores HEIC in tiles and says so in the Exif of the picture (TileWidth, TileLength: 512).
Copied to a computer with the setting "Automatic", the pictures are compressed anew as JPEG and
their Exif is carried over, tiles and all. A JPEG has no tiles: one that claims them was
converted, and the original is still on the phone. README.md says what this rests on.
"""

from __future__ import annotations

from collections.abc import Iterable

from evidence.intake.recording import Line
from evidence.reading.reading import Reading
from evidence.reading.stored import KIND, reading_of
from evidence.scratch import Scratch
from evidence.words import Phrase, say

JPEG = "image/jpeg"
TILES = frozenset({"TileWidth", "TileLength"})
GROUP = "EXIF Image"


def is_converted(reading: Reading) -> bool:
    """Whether a JPEG carries the Exif of an HEIC picture of Apple's."""
    if reading.media_type != JPEG or reading.facts.get("make") != "Apple":
        return False
    return TILES <= {tag.name for tag in reading.tags if tag.group == GROUP}


def converted(scratch: Scratch, lines: Iterable[Line]) -> tuple[str, ...]:
    """The sources among `lines` that were converted, as far as they were read early."""
    jpegs = (line for line in lines if line.status == "taken" and line.media_type == JPEG)
    read = ((line.source, reading_of(scratch.get(KIND, line.exhibit))) for line in jpegs)
    return tuple(source for source, reading in read if reading and is_converted(reading))


def ask_for_originals(count: int) -> tuple[Phrase, Phrase]:
    """What to tell the person about `count` converted pictures, and what to do."""
    return (
        say("{count} pictures were converted from HEIC on the way here.", count=count),
        say(
            "They stay in the case as they are. Ask for the originals too: on the iPhone, Settings,"
            " Photos, “Transfer to Mac or PC”, choose “Keep Originals”, then copy again."
        ),
    )
