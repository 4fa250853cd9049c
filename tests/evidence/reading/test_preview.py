"""Previews for papers: upright, no larger than asked, made by a worker; a reason otherwise."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from evidence.reading.host import Readers
from evidence.reading.reading import NoReading, Preview


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(1) as readers:
        yield readers


def photo(width: int, height: int, form: str = "JPEG", orientation: int = 1) -> bytes:
    image = Image.new("RGB", (width, height), "white")
    image.paste((200, 0, 0), (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, form, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_preview_is_as_large_as_asked(readers: Readers, form: str, kind: str) -> None:
    shown = readers.preview(photo(2400, 1200, form), kind, 1000)
    assert isinstance(shown, Preview)
    assert (shown.width, shown.height) == (1000, 500)
    assert Image.open(io.BytesIO(shown.jpeg)).size == (1000, 500)


def test_a_small_picture_is_not_enlarged(readers: Readers) -> None:
    shown = readers.preview(photo(90, 60), "image/jpeg", 1000)
    assert isinstance(shown, Preview)
    assert (shown.width, shown.height) == (90, 60)


def test_a_preview_stands_upright(readers: Readers) -> None:
    shown = readers.preview(photo(400, 200, orientation=6), "image/jpeg", 300)
    assert isinstance(shown, Preview)
    assert (shown.width, shown.height) == (150, 300)
    corner = Image.open(io.BytesIO(shown.jpeg)).crop((130, 5, 145, 20)).resize((1, 1))
    red, _, blue = corner.tobytes()
    assert red > 150
    assert blue < 60


def test_no_preview_has_a_reason(readers: Readers) -> None:
    for untrusted, kind in (
        (b"\xff\xd8\xff no picture", "image/jpeg"),
        (b"%PDF", "application/pdf"),
    ):
        said = readers.preview(untrusted, kind, 1000)
        assert isinstance(said, NoReading)
        assert said.reason


def test_a_worker_goes_on_reading_after_a_preview(readers: Readers) -> None:
    data = photo(300, 200)
    assert isinstance(readers.preview(data, "image/jpeg", 100), Preview)
    assert not isinstance(readers.read(data, "image/jpeg"), NoReading)
