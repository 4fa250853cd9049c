"""
From rendered pixels to the files that reach an investigator.

A phone's own photo with all its metadata, the copy a chat app leaves, a screenshot, a
retouched picture saved by an editor.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from resources.sample.exif import Phone, Taken, exif
from resources.sample.light import Pixels, grained

PLAIN = (1920, 1440)
FULL = (4000, 3000)

HUAWEI = Phone("HUAWEI", "NOH-AN00", "NOH-AN00 4.0.0.102(C00E100R8P2)",
               Fraction(19, 10), Fraction(663, 100), 23)  # fmt: skip
XIAOMI = Phone("Xiaomi", "2201122C", "Xiaomi 2201122C", Fraction(19, 10), Fraction(656, 100), 24)
APPLE = Phone("Apple", "iPhone 13", "17.5.1", Fraction(8, 5), Fraction(51, 10), 26)


@dataclass(frozen=True, slots=True)
class Film:
    """How a photo is kept: size of the picture, JPEG quality, strength and seed of the grain."""

    size: tuple[int, int] = PLAIN
    quality: int = 92
    grain: float = 2.2
    seed: int = 1


def full_size(pixels: Pixels, film: Film) -> Image.Image:
    """The rendered pixels at the phone's size, with its sharpening and its grain."""
    picture = Image.fromarray(pixels).resize(_turned(film.size, pixels), Image.Resampling.BICUBIC)
    if film.size == PLAIN:
        picture = picture.filter(ImageFilter.UnsharpMask(1.2, 60, 0))
    return Image.fromarray(grained(np.asarray(picture), film.grain, film.seed))


def phone_photo(path: Path, picture: Image.Image, phone: Phone, taken: Taken, film: Film) -> None:
    """As the phone stores it; an upright picture lies on its side with orientation 6."""
    stored = picture.transpose(Image.Transpose.ROTATE_90) if taken.orientation == 6 else picture
    block = exif(phone, taken, stored.size, thumbnail(stored))
    stored.save(path, "JPEG", quality=film.quality, subsampling=2, exif=b"Exif\0\0" + block)


def edited_photo(
    path: Path, before: Image.Image, after: Image.Image, phone: Phone, taken: Taken
) -> None:
    """
    `after` painted softly into the middle of `before` and saved by an editor that left the
    small picture as it was.
    """
    wide, high = before.size
    mask = Image.new("L", before.size)
    ImageDraw.Draw(mask).ellipse((0.34 * wide, 0.36 * high, 0.80 * wide, 0.84 * high), 255)
    mask = mask.filter(ImageFilter.GaussianBlur(wide / 60))
    picture = Image.composite(after.filter(ImageFilter.GaussianBlur(0.8)), before, mask)
    block = exif(phone, taken, picture.size, thumbnail(before))
    picture.save(path, "JPEG", quality=88, subsampling=0, exif=b"Exif\0\0" + block)


def forwarded(path: Path, source: Path) -> None:
    """What a chat app makes of a photo: smaller, recompressed, without metadata."""
    with Image.open(source) as opened:
        picture = _upright(opened)
    picture.thumbnail((1280, 1280), Image.Resampling.BILINEAR)
    picture.save(path, "JPEG", quality=75, subsampling=2)


def cropped_and_mirrored(path: Path, source: Path, share: float = 0.02) -> None:
    """A part of another photo, a little less on each side, left and right exchanged."""
    with Image.open(source) as opened:
        picture = _upright(opened)
    wide, high = picture.size
    x, y = int(wide * share), int(high * share)
    picture = picture.crop((x, y, wide - x, high - y)).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    picture.resize((1440, 1080)).save(path, "JPEG", quality=82, subsampling=2)


def cropped(path: Path, source: Path) -> None:
    """A part of another photo as a chat app passes it on: small, recompressed, nothing else."""
    with Image.open(source) as opened:
        picture = _upright(opened)
    wide, high = picture.size
    left, top, right, bottom = 0.22 * wide, 0.16 * high, 0.90 * wide, 0.84 * high
    picture = picture.crop((int(left), int(top), int(right), int(bottom)))
    picture.thumbnail((1280, 1280), Image.Resampling.BILINEAR)
    picture.save(path, "JPEG", quality=68, subsampling=2)


def screenshot(path: Path, source: Path) -> None:
    """A phone's screen that shows the photo: black above and below, status line, grips."""
    screen = Image.new("RGB", (1080, 2340), (0, 0, 0))
    with Image.open(source) as opened:
        picture = _upright(opened).resize((1080, 810), Image.Resampling.BICUBIC)
    screen.paste(picture, (0, 765))
    draw = ImageDraw.Draw(screen)
    for x, wide in ((60, 92), (840, 24), (880, 34), (950, 66)):
        draw.rounded_rectangle((x, 44, x + wide, 70), 6, fill=(210, 210, 210))
    draw.line([(70, 150), (48, 172), (70, 194)], (230, 230, 230), 5)
    for x in (150, 400, 650, 900):
        draw.rounded_rectangle((x, 2130, x + 46, 2176), 10, outline=(220, 220, 220), width=4)
    draw.rounded_rectangle((390, 2306, 690, 2314), 4, fill=(200, 200, 200))
    screen.save(path, "JPEG", quality=95, subsampling=0)


def thumbnail(picture: Image.Image) -> bytes:
    small = picture.resize((160, 120) if picture.width > picture.height else (120, 160),
                           Image.Resampling.BOX)  # fmt: skip
    out = BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue()


def _turned(size: tuple[int, int], pixels: Pixels) -> tuple[int, int]:
    high, wide = pixels.shape[:2]
    return size if wide > high else (size[1], size[0])


def _upright(opened: Image.Image) -> Image.Image:
    turned = opened.getexif().get(0x0112) == 6
    picture = opened.convert("RGB")
    return picture.transpose(Image.Transpose.ROTATE_270) if turned else picture
