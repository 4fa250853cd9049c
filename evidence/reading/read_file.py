"""
One picture file, whole: container, EXIF, XMP, pixels, thumbnail, what a search compares.

Runs only inside a worker. A pure function of the bytes; raises only MemoryError. What one part
of the file does to its reader never keeps another part from being read.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from evidence.likeness.fingerprint import of_pixels
from evidence.reading import (
    complaints,
    embedded,
    exif_tags,
    features,
    jpeg_segments,
    other_containers,
    pixels,
    png_chunks,
    webp_chunks,
)
from evidence.reading.exif_facts import COMPARED, put_exif
from evidence.reading.fact_sheet import FactSheet
from evidence.reading.gps_facts import put_gps
from evidence.reading.parts import Parts
from evidence.reading.reading import (
    LONGEST_TAG_TEXT,
    MOST_TAGS,
    WHOLE,
    EmbeddedThumbnail,
    NoReading,
    Points,
    Reading,
    Region,
    Tag,
)
from evidence.reading.text import decoded, readable
from evidence.reading.wire import Answer
from evidence.reading.xmp import put_xmp

NO_ROOM = complaints.TOO_MANY_PIXELS
_TURNED_BY_DECODER = ("image/heic", "image/heif", "image/avif")
_TEXT_FACTS = {"Software": "software", "AIGC": "ai_label"}
_WALKS = {
    "image/jpeg": jpeg_segments.walk,
    "image/png": png_chunks.walk,
    "image/webp": webp_chunks.walk,
    "image/tiff": other_containers.walk_tiff,
    "image/heic": other_containers.walk_heif,
    "image/heif": other_containers.walk_heif,
    "image/avif": other_containers.walk_avif,
}


def prepare() -> None:
    """Load what reading will need, before the process gives up what loading needs."""
    Image.init()
    of_pixels(Image.new("L", (64, 64)))
    features.prepare()


def read(
    untrusted_file: bytes, media_type: str, points: Points = "stored", region: Region = WHOLE
) -> Answer:
    """What can be read of a picture file; `region`: where what a search compares is taken."""
    walk = _WALKS.get(media_type)
    parts = Parts() if walk is None else walk(untrusted_file)
    sheet = FactSheet()
    exif = exif_tags.Exif()
    if parts.untrusted_exif:
        exif = exif_tags.read(parts.untrusted_exif, COMPARED)
        put_exif(sheet, exif, parts.untrusted_exif)
        put_gps(sheet, exif)
    _put_texts(sheet, parts)
    tags = [*exif.tags, *_texts(parts)]
    if parts.untrusted_xmp:
        tags += put_xmp(sheet, parts.untrusted_xmp)
    side = pixels.asked_side(region) if points == "asked" else pixels.SMALL_SIDE
    picture = pixels.decode(untrusted_file, media_type, parts.width, parts.height, side)
    width, height = parts.width or picture.width, parts.height or picture.height
    width, height = _as_stored(sheet, media_type, width, height)
    tags += _put_size(sheet, width, height)
    block = None if picture.image is None else _embedded(parts, exif, picture.image, sheet)
    said = [*parts.complaints, *exif.complaints, *sheet.complaints, picture.complaint]
    reading = Reading(
        media_type=media_type,
        width=sheet.facts.get("width", 0),
        height=sheet.facts.get("height", 0),
        facts=sheet.facts,
        tags=tuple(tags[:MOST_TAGS]),
        image_data=parts.image_data,
        structure=parts.structure,
        embedded=block,
        complaints=tuple(dict.fromkeys(one for one in said if one)),
        readers=exif_tags.versions(),
    )
    if picture.image is None:
        return Answer(reading=reading)
    seen = pixels.upright(picture.image, _turn(sheet, media_type))
    looks = _compared(reading, pixels.part(seen, region), points)
    return Answer(reading=looks, pixels=pixels.thumbnail(seen))


def _compared(reading: Reading, seen: Image.Image, points: Points) -> Reading:
    """The reading with what a search compares of these pixels."""
    parts, small = features.made(seen, points)
    return replace(reading, fingerprint=of_pixels(seen), features=parts, small=small)


def preview(untrusted_file: bytes, media_type: str, longest: int) -> Answer:
    """An upright picture of at most `longest` pixels along its longer edge."""
    walk = _WALKS.get(media_type)
    parts = Parts() if walk is None else walk(untrusted_file)
    sheet = FactSheet()
    if parts.untrusted_exif:
        exif = exif_tags.read(parts.untrusted_exif, COMPARED)
        put_exif(sheet, exif, parts.untrusted_exif)
    picture = pixels.decode(untrusted_file, media_type, parts.width, parts.height, longest)
    if picture.image is None:
        return Answer(nothing=NoReading(picture.complaint))
    shown = pixels.upright(picture.image, _turn(sheet, media_type))
    return Answer(pixels=pixels.thumbnail(shown, longest))


def _turn(sheet: FactSheet, media_type: str) -> int:
    """Orientation still to be applied: these decoders turn the picture themselves."""
    return 1 if media_type in _TURNED_BY_DECODER else int(sheet.facts.get("orientation", 1))


def _as_stored(sheet: FactSheet, media_type: str, width: int, height: int) -> tuple[int, int]:
    """libheif tells the size after turning; EXIF tells the stored one, and that it was turned."""
    said = (sheet.facts.get("exif_width"), sheet.facts.get("exif_height"))
    sideways = sheet.facts.get("orientation", 1) >= 5
    if media_type in _TURNED_BY_DECODER and sideways and said == (height, width):
        return height, width
    return width, height


def _put_size(sheet: FactSheet, width: int, height: int) -> list[Tag]:
    """Put the size; a side that no picture can have is refused and becomes a tag."""
    if not (width and height):
        return []
    refused = [
        Tag("Container", name, str(side))
        for name, side in (("width", width), ("height", height))
        if not sheet.put(name, side, raw=str(side))
    ]
    said = {sheet.facts.get("exif_width"), sheet.facts.get("exif_height")}
    if None not in said and said != {width, height}:
        sheet.complain(complaints.EXIF_SIZE_DIFFERS)
    return refused


def _embedded(
    parts: Parts, exif: exif_tags.Exif, stored: Image.Image, sheet: FactSheet
) -> EmbeddedThumbnail | None:
    untrusted_thumbnail = embedded.block_of(parts.untrusted_exif, exif)
    if not untrusted_thumbnail:
        return None
    found = embedded.compared(untrusted_thumbnail, stored)
    if found is None:
        sheet.complain(complaints.THUMBNAIL_DAMAGED)
    return found


def _put_texts(sheet: FactSheet, parts: Parts) -> None:
    """Facts that PNG programs write as a text chunk of a known name."""
    for name, text in parts.untrusted_texts:
        fact = _TEXT_FACTS.get(name)
        if fact is not None and fact not in sheet.facts:
            sheet.put_text(fact, decoded(text))


def _texts(parts: Parts) -> list[Tag]:
    return [
        Tag("Text", readable(name, 100), readable(decoded(text), LONGEST_TAG_TEXT))
        for name, text in parts.untrusted_texts
    ]
