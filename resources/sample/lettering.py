"""Chinese and Latin letters on plates and signs, from the font the papers are set in."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf") as path:
        return ImageFont.truetype(path, size)


def letters(text: str, size: int, colour: tuple[int, int, int], bold: int = 1) -> Image.Image:
    """The text alone, on nothing."""
    font = _font(size)
    left, top, right, bottom = font.getbbox(text, stroke_width=bold)
    picture = Image.new("RGBA", (int(right - left), int(bottom - top)))
    ImageDraw.Draw(picture).text((-left, -top), text, colour, font, stroke_width=bold)
    return picture


@cache
def plate(text: str) -> Image.Image:
    """A blue plate of an ordinary car, 440 by 140 millimetres."""
    picture = Image.new("RGB", (440, 140), (18, 58, 150))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((5, 5, 434, 134), 10, outline=(235, 238, 242), width=4)
    head, tail = text[:2], text[2:]
    for part, x, wide in ((head, 20, 118), (tail, 168, 252)):
        drawn = letters(part, 96, (238, 240, 244), 1).resize((wide, 92))
        picture.paste(drawn, (x, 24), drawn)
    draw.ellipse((148, 62, 158, 72), (238, 240, 244))
    return picture
