"""Small decodes and comparisons: evidence.reading.pixels, evidence.reading.embedded."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageFilter

from evidence.reading import complaints, embedded, pixels
from evidence.reading.reading import EmbeddedThumbnail
from tests.evidence.reading.made_files import jpeg, picture


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    image = (
        Image.fromarray(np.arange(4096, dtype=np.uint16).reshape(64, 64))
        if mode == "I;16"
        else picture(64, 64).convert(mode)
    )
    out = io.BytesIO()
    image.save(out, "PNG")
    found = pixels.decode(out.getvalue(), "image/png", 64, 64)
    assert found.image is not None
    assert pixels.thumbnail(found.image).width == 64


def test_a_cmyk_jpeg_is_shown() -> None:
    out = io.BytesIO()
    picture().convert("CMYK").save(out, "JPEG")
    found = pixels.decode(out.getvalue(), "image/jpeg", 320, 240)
    assert found.image is not None
    assert found.image.mode == "RGB"


def test_a_large_jpeg_is_decoded_small() -> None:
    found = pixels.decode(jpeg(width=3200, height=2400), "image/jpeg", 3200, 2400)
    assert found.image is not None
    assert found.image.size == (400, 300)


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (7, 5)])
def test_narrow_pictures_have_a_thumbnail(size: tuple[int, int]) -> None:
    small = pixels.thumbnail(Image.new("RGB", size))
    assert 1 <= min(small.width, small.height)
    assert max(small.width, small.height) <= 320


def test_what_is_no_picture_is_said() -> None:
    found = pixels.decode(b"\x89PNG\r\n\x1a\n" + bytes(50), "image/png", 0, 0)
    assert (found.image, found.complaint) == (None, complaints.NO_PIXELS)


def _compared(small: Image.Image, main: Image.Image) -> EmbeddedThumbnail:
    out = io.BytesIO()
    small.save(out, "JPEG")
    found = embedded.compared(out.getvalue(), main)
    assert found is not None
    return found


def test_bars_and_turns_do_not_matter() -> None:
    main = picture(600, 400)
    boxed = Image.new("RGB", (160, 120))
    boxed.paste(main.resize((160, 107)), (0, 6))
    assert _compared(boxed, main).difference < 100
    turned = main.resize((160, 107)).transpose(Image.Transpose.ROTATE_90)
    found = _compared(turned, main)
    assert found.difference < 100
    assert found.turned == 5
    cut = main.crop((33, 0, 567, 400)).resize((160, 120))
    assert _compared(cut, main).difference < 100
    assert _compared(picture(160, 107, seed=5), main).difference > 250


def test_a_thumbnail_that_does_not_decode_is_none() -> None:
    assert embedded.compared(b"\xff\xd8\xff nothing", picture()) is None


def test_a_part_that_was_painted_over_shows_in_the_largest_local_difference() -> None:
    main = picture(640, 480, seed=3).filter(ImageFilter.GaussianBlur(3))
    small = main.resize((160, 120), Image.Resampling.BOX)
    assert _compared(small, main).local < 40
    shifted = main.crop((6, 4, 640, 480)).resize((160, 120), Image.Resampling.LANCZOS)
    assert _compared(shifted, main).local < 100
    painted = main.copy()
    patch = main.crop((400, 100, 560, 220)).point(lambda v: 255 - v)
    painted.paste(patch, (80, 260))
    found = _compared(small, painted)
    assert found.difference < 150
    assert found.local >= 150
