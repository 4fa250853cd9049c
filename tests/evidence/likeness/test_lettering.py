"""What counts as print or lettering, and what does not."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from evidence.likeness.lettering import lettering
from tests.evidence.examination.built import scene


def test_print_on_paper_is_lettering() -> None:
    page = Image.new("L", (400, 300), 250)
    ImageDraw.Draw(page).text((20, 100), "FORM 12 FORM 34", fill=10, font=_font(36))
    marks = lettering(np.asarray(page))
    assert marks[105:135, 30:250].mean() > 0.7
    assert marks[220:].mean() < 0.05


def test_white_letters_over_a_photo_are_lettering() -> None:
    photo = scene(5).convert("L").resize((480, 360)).point(lambda v: v // 2)
    ImageDraw.Draw(photo).text((20, 300), "2026-03-01 10:22", fill=255, font=_font(28))
    assert lettering(np.asarray(photo))[306:322, 40:200].mean() > 0.4


def test_a_photo_is_hardly_marked() -> None:
    assert lettering(np.asarray(scene(5).convert("L"))).mean() < 0.15


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
