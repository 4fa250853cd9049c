"""A reading kept for later comes back as it was, or not at all."""

from __future__ import annotations

import pytest
from PIL import Image

from evidence.likeness.fingerprint import Fingerprint, of_pixels
from evidence.reading import stored as readings
from evidence.reading.reading import EmbeddedThumbnail, Reading, Tag
from evidence.reading.stored import FORM, MOST_STORED_BYTES, reading_of, stored, thumbnail_of

READING = Reading(
    media_type="image/jpeg",
    width=4000,
    height=3000,
    facts={"latitude": 31.23, "iso": 100, "make": "某厂"},
    tags=(Tag("EXIF", "Make", "某厂"),),
    image_data="0" * 64,
    structure={"segments": ["APP1", "DQT"]},
    thumbnail=b"\xff\xd8",
    fingerprint=of_pixels(Image.linear_gradient("L")),
    embedded=EmbeddedThumbnail(width=160, height=120, size=5000, difference=3),
    readers={"exifread": "3.5"},
)


def test_a_reading_comes_back_as_it_was() -> None:
    piece = stored(READING)
    assert piece is not None
    assert reading_of(piece) == READING
    assert isinstance(READING.fingerprint, Fingerprint)


def test_the_thumbnail_alone_is_what_the_reading_has() -> None:
    assert thumbnail_of(stored(READING)) == READING.thumbnail
    assert thumbnail_of(stored(Reading(media_type="application/pdf"))) == b""


def test_what_is_missing_damaged_or_of_another_form_is_not_there() -> None:
    piece = stored(READING)
    assert piece is not None
    for odd in (None, b"", FORM, piece[:-1], b"\x01" + piece[1:], piece[:9] + b"\xc1"):
        assert reading_of(odd) is None
        assert thumbnail_of(odd) is None


def test_a_reading_does_not_outlive_its_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = stored(READING)
    assert reading_of(piece) == READING
    monkeypatch.setattr(readings, "_version", lambda name: "new" if name == "exifread" else "1")
    assert reading_of(piece) is None
    again = stored(READING)
    assert reading_of(again) == READING


def test_what_is_too_large_is_not_kept() -> None:
    assert stored(Reading(media_type="x", thumbnail=bytes(MOST_STORED_BYTES))) is None
