"""
What is done to photos before they are used again: the changes that recall is measured on.

Every change is a function of the picture and a seed, so that a run can be repeated. Sizes are
shares of the picture, for the real photos at hand are small. `CHANGES` is in the order of the
tables; `other` is a second photo, for collages.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Picture = Image.Image
Change = Callable[[Picture, random.Random, Picture], Picture]

STAMP = (
    "现场查勘 2026-03-01 10:22:33",
    "上海市浦东新区张杨路 500 号",
    "经度 121.52 纬度 31.22 多云",
)
CHAT = ("你好，照片发过来了", "收到，请补一张车牌的", "好的，这是刚才拍的")


def changed(name: str, image: Picture, seed: str, other: Picture) -> Picture:
    """One change of a picture, always the same for the same seed."""
    return CHANGES[name](image, random.Random(f"{seed}|{name}"), other).convert("RGB")


def jpeg(image: Picture, quality: int) -> Picture:
    """Saved as JPEG and opened again."""
    held = io.BytesIO()
    image.convert("RGB").save(held, "JPEG", quality=quality)
    return Image.open(io.BytesIO(held.getvalue())).convert("RGB")


def chat_copy(image: Picture, side: int = 1280, quality: int = 75) -> Picture:
    """What a chat program makes of a photo."""
    copy = image.copy()
    copy.thumbnail((side, side), Image.Resampling.BILINEAR)
    return jpeg(copy, quality)


def crop(image: Picture, away: float, rest: random.Random) -> Picture:
    """A share of the area cut away, the rest at a place of chance, of the same shape."""
    w, h = image.size
    side = (1 - away) ** 0.5
    cw, ch = int(w * side), int(h * side)
    left, top = rest.randint(0, w - cw), rest.randint(0, h - ch)
    return jpeg(image.crop((left, top, left + cw, top + ch)), 85)


def resized(image: Picture, share: float) -> Picture:
    w, h = image.size
    small = image.resize((max(1, round(w * share)), max(1, round(h * share))))
    return jpeg(small, 80)


def brighter(image: Picture) -> Picture:
    return ImageEnhance.Contrast(ImageEnhance.Brightness(image).enhance(1.3)).enhance(1.25)


def rotated(image: Picture, degrees: float) -> Picture:
    """Turned a little on a black ground, as an editor leaves it."""
    turned = image.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    return jpeg(turned, 85)


def watermark_bar(image: Picture) -> Picture:
    """A bar with letters over the foot of the picture."""
    marked, (w, h) = image.convert("RGB"), image.size
    draw = ImageDraw.Draw(marked)
    draw.rectangle((0, int(h * 0.84), w, int(h * 0.97)), fill=(245, 245, 245))
    draw.text((w * 0.03, h * 0.87), STAMP[0], fill=(20, 20, 20), font=font(int(h * 0.06)))
    return jpeg(marked, 85)


def camera_stamp(image: Picture) -> Picture:
    """The white lines a watermark camera writes into the lower left corner."""
    marked, (w, h) = image.convert("RGB"), image.size
    draw, size = ImageDraw.Draw(marked), max(10, int(min(w, h) * 0.045))
    for i, line in enumerate(STAMP):
        at = (w * 0.03, h * 0.97 - (len(STAMP) - i) * size * 1.35)
        draw.text(at, line, fill=(255, 255, 255), font=font(size))
    draw.rectangle((w * 0.03, h * 0.97 - 4.4 * size, w * 0.04, h * 0.96), fill=(250, 200, 0))
    return jpeg(marked, 85)


def screenshot(image: Picture) -> Picture:
    """A photo shown by a phone: bars above and below, black ground."""
    screen = Image.new("RGB", (720, 1560), (0, 0, 0))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 720, 130), fill=(250, 250, 250))
    draw.text((30, 12), "10:22   中国移动 5G", fill=(30, 30, 30), font=font(28))
    draw.text((270, 70), "照片  3 / 12", fill=(30, 30, 30), font=font(34))
    draw.rectangle((0, 1430, 720, 1560), fill=(250, 250, 250))
    for i, word in enumerate(("分享", "收藏", "编辑", "删除")):
        draw.text((60 + 170 * i, 1470), word, fill=(30, 30, 30), font=font(34))
    shown = ImageOps.contain(image.convert("RGB"), (720, 1280))
    screen.paste(shown, ((720 - shown.width) // 2, 780 - shown.height // 2))
    return jpeg(screen, 88)


def chat_screen(image: Picture) -> Picture:
    """A photo small in a talk, as the screenshot of a chat shows it."""
    screen = Image.new("RGB", (720, 1560), (237, 237, 237))
    draw = ImageDraw.Draw(screen)
    draw.text((300, 60), "李师傅", fill=(20, 20, 20), font=font(36))
    for i, line in enumerate(CHAT):
        top = (160, 280, 1260)[i]
        draw.rounded_rectangle((110, top, 560, top + 80), 12, fill=(255, 255, 255))
        draw.text((130, top + 18), line, fill=(20, 20, 20), font=font(34))
    shown = ImageOps.contain(image.convert("RGB"), (430, 800))
    screen.paste(shown, (110, 400))
    return jpeg(screen, 88)


def collage(image: Picture, other: Picture) -> Picture:
    """Two photos beside each other, at one height."""
    height = min(image.height, 600)
    both = [
        i.convert("RGB").resize((max(1, i.width * height // i.height), height))
        for i in (image, other)
    ]
    laid = Image.new("RGB", (both[0].width + both[1].width + 12, height + 12), (255, 255, 255))
    laid.paste(both[0], (4, 6))
    laid.paste(both[1], (both[0].width + 8, 6))
    return jpeg(laid, 85)


def of_a_screen(image: Picture, rest: random.Random) -> Picture:
    """A photo of a screen: from the side, with its grid, soft, noisy and of other tone."""
    w, h = image.size
    pixels = np.asarray(image.convert("RGB"), np.float32)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    grid = 1 + 0.07 * np.sin(x * 2.1 + 0.15 * y) * np.sin(y * 2.3)
    shown = Image.fromarray(np.clip(pixels * grid[..., None], 0, 255).astype(np.uint8))
    room = Image.new("RGB", (int(w * 1.25), int(h * 1.25)), (38, 36, 40))
    room.paste(shown, (int(w * 0.125), int(h * 0.125)))
    tilted = room.transform(
        room.size, Image.Transform.PERSPECTIVE, _tilt(room.size, rest), Image.Resampling.BICUBIC
    )
    soft = tilted.filter(ImageFilter.GaussianBlur(max(w, h) / 800))
    toned = 255 * (np.asarray(soft, np.float32) / 255) ** 0.85 * np.array([0.95, 1.0, 1.05])
    noise = np.random.default_rng(rest.randint(0, 2**31)).normal(0, 6, toned.shape)
    return jpeg(Image.fromarray(np.clip(toned + noise, 0, 255).astype(np.uint8)), 80)


def plate_repainted(image: Picture, rest: random.Random) -> Picture:
    """A plate-sized piece painted over with another number."""
    painted, (w, h) = image.convert("RGB"), image.size
    pw, ph = int(w * 0.22), int(w * 0.07)
    left, top = rest.randint(w // 5, w - pw - w // 8), rest.randint(h // 3, max(h // 3, h - 2 * ph))
    draw = ImageDraw.Draw(painted)
    draw.rectangle((left, top, left + pw, top + ph), fill=(20, 60, 180))
    number = "".join(rest.choice("ABCDEFGH0123456789") for _ in range(5))
    draw.text((left + pw * 0.06, top + ph * 0.1), "沪A" + number, "white", font(int(ph * 0.72)))
    return jpeg(painted, 88)


def border(image: Picture) -> Picture:
    edge = int(min(image.size) * 0.1)
    return jpeg(ImageOps.expand(image.convert("RGB"), edge, (255, 255, 255)), 85)


def sticker(image: Picture, rest: random.Random) -> Picture:
    """A round face over an eighth of the picture."""
    marked, (w, h) = image.convert("RGB"), image.size
    size = int(min(w, h) * 0.38)
    left, top = rest.randint(0, w - size), rest.randint(0, h - size)
    draw = ImageDraw.Draw(marked)
    draw.ellipse((left, top, left + size, top + size), fill=(255, 205, 40), outline=(90, 60, 0))
    for eye in (0.3, 0.62):
        spot = (left + size * eye, top + size * 0.3)
        draw.ellipse((*spot, spot[0] + size * 0.09, spot[1] + size * 0.16), fill=(60, 40, 0))
    draw.arc((left + size * 0.2, top + size * 0.3, left + size * 0.8, top + size * 0.8), 20, 160)
    return jpeg(marked, 85)


def night(image: Picture) -> Picture:
    """What a night mode does: shadows lifted, lights held, warm, its own smoothing."""
    shares = np.asarray(image.convert("RGB"), np.float32) / 255
    curve = np.clip(1.15 * shares**0.6 - 0.1, 0, 1) * np.array([1.05, 1.0, 0.85])
    toned = Image.fromarray(np.clip(255 * curve, 0, 255).astype(np.uint8))
    return jpeg(toned.filter(ImageFilter.MedianFilter(3)), 80)


def mirror_crop_chat(image: Picture, rest: random.Random) -> Picture:
    return chat_copy(ImageOps.mirror(crop(image, 0.3, rest)), 1280, 70)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The Chinese font that the papers are printed with."""
    folder = files("pylopdf_fonts_zh_cn")
    found = sorted(p for p in folder.rglob("*") if p.suffix in {".ttf", ".otf", ".ttc"})  # type: ignore[attr-defined]
    return ImageFont.truetype(str(found[0]), max(6, size))


def _tilt(size: tuple[int, int], rest: random.Random) -> list[float]:
    """The eight numbers that lay the room's rectangle onto a trapezium of chance."""
    w, h = size
    corners = [(0, 0), (w, 0), (w, h), (0, h)]
    moved = [
        (x + rest.uniform(-0.08, 0.08) * w, y + rest.uniform(-0.08, 0.08) * h) for x, y in corners
    ]
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, moved, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return [float(n) for n in np.linalg.solve(np.array(rows, float), np.array(right, float))]


CHANGES: dict[str, Change] = {
    "quality 30": lambda i, r, o: jpeg(i, 30),
    "chat copy 1280 px q75": lambda i, r, o: chat_copy(i),
    "chat copy twice": lambda i, r, o: chat_copy(chat_copy(i, 1280, 70), 960, 60),
    "grey": lambda i, r, o: jpeg(i.convert("L"), 85),
    "resize 50 %": lambda i, r, o: resized(i, 0.5),
    "resize 25 %": lambda i, r, o: resized(i, 0.25),
    "brighter, more contrast": lambda i, r, o: jpeg(brighter(i), 85),
    "night mode": lambda i, r, o: night(i),
    "mirror": lambda i, r, o: jpeg(ImageOps.mirror(i), 85),
    "upside down mirror": lambda i, r, o: jpeg(ImageOps.flip(i), 85),
    "rotate 90": lambda i, r, o: jpeg(i.transpose(Image.Transpose.ROTATE_90), 85),
    "rotate 180": lambda i, r, o: jpeg(i.transpose(Image.Transpose.ROTATE_180), 85),
    "rotate 5°": lambda i, r, o: rotated(i, 5),
    "stretch 5 %": lambda i, r, o: jpeg(i.resize((i.width, round(i.height * 1.05))), 85),
    "crop 10 %": lambda i, r, o: crop(i, 0.10, r),
    "crop 30 %": lambda i, r, o: crop(i, 0.30, r),
    "crop 50 %": lambda i, r, o: crop(i, 0.50, r),
    "crop 75 %": lambda i, r, o: crop(i, 0.75, r),
    "mirror + crop 30 % + chat": lambda i, r, o: mirror_crop_chat(i, r),
    "border 10 %": lambda i, r, o: border(i),
    "sticker": lambda i, r, o: sticker(i, r),
    "plate repainted": lambda i, r, o: plate_repainted(i, r),
    "watermark bar": lambda i, r, o: watermark_bar(i),
    "watermark camera": lambda i, r, o: camera_stamp(i),
    "phone screenshot": lambda i, r, o: screenshot(i),
    "chat screenshot": lambda i, r, o: chat_screen(i),
    "mirror + screenshot": lambda i, r, o: screenshot(ImageOps.mirror(i)),
    "collage of two": lambda i, r, o: collage(i, o),
    "collage, second place": lambda i, r, o: collage(o, i),
    "photo of a screen": lambda i, r, o: of_a_screen(i, r),
}
