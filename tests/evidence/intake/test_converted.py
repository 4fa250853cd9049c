"""A JPEG that carries the tiles of an HEIC picture is told; nothing else is."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from evidence.intake.converted import ask_for_originals, converted, is_converted
from evidence.reading.host import Readers
from evidence.reading.media_type import media_type
from evidence.reading.reading import Reading, Tag
from tests.evidence.intake.conftest import Desk

TILES = (Tag("EXIF Image", "TileWidth", "512"), Tag("EXIF Image", "TileLength", "512"))
CONVERTED = Reading(media_type="image/jpeg", facts={"make": "Apple"}, tags=TILES)
TILE_WIDTH, TILE_LENGTH, MAKE = 0x0142, 0x0143, 0x010F


@pytest.mark.parametrize(
    "other",
    [
        replace(CONVERTED, media_type="image/heic"),
        replace(CONVERTED, facts={"make": "HUAWEI"}),
        replace(CONVERTED, facts={}),
        replace(CONVERTED, tags=TILES[:1]),
        replace(CONVERTED, tags=tuple(replace(tag, group="EXIF EXIF") for tag in TILES)),
    ],
)
def test_only_an_apple_jpeg_with_tiles(other: Reading) -> None:
    assert is_converted(CONVERTED)
    assert not is_converted(other)


def _jpeg(folder: Path, name: str, *, tiles: bool) -> None:
    exif = Image.Exif()
    exif[MAKE] = "Apple"
    if tiles:
        exif[TILE_WIDTH] = exif[TILE_LENGTH] = 512
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "red" if tiles else "blue").save(out, "JPEG", exif=exif)
    (folder / name).write_bytes(out.getvalue())


def test_the_sources_that_were_converted_are_told(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "iphone"
    folder.mkdir()
    _jpeg(folder, "IMG_0001.JPG", tiles=True)
    _jpeg(folder, "IMG_0002.JPG", tiles=False)
    with Readers(1) as readers:
        lines = desk.take(folder, readers=readers)
    assert converted(desk.workspace.scratch, lines) == (str(folder / "IMG_0001.JPG"),)
    what, step = ask_for_originals(1)
    assert "1" in str(what)
    assert "Keep Originals" in str(step)


def test_a_real_heic_says_of_its_tiles_in_exif(real_data: Path) -> None:
    path = real_data / "heic" / "ianare__exif-samples" / "heic" / "IMG_5195.HEIC"
    untrusted = path.read_bytes()
    with Readers(1) as readers:
        reading = readers.read(untrusted, media_type(untrusted[:4096]))
    assert isinstance(reading, Reading)
    assert not is_converted(reading), "it is the original"
    assert is_converted(replace(reading, media_type="image/jpeg")), "as if it had been converted"
