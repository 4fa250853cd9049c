"""
Photos to measure with: 12 megapixels, about 4 MB, with Exif, each with bytes of its own.

Made from real photos of damage (../shared/data/damage) scaled up with sensor-like noise where
they are at hand, else from noise over gradients. Either way they are not camera files: scaled
pictures have less detail, so their noise carries the size. `MADE_FROM` says which it was.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import simplejpeg
from PIL import Image

WIDTH, HEIGHT = 4000, 3000
WANTED_BYTES = 4_000_000
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "damage"


def write_photos(folder: Path, count: int) -> str:
    """`count` photos in `folder`; answers what they were made from."""
    folder.mkdir(parents=True)
    random = np.random.default_rng(20260301)
    real = (
        sorted(REAL.rglob("*.jpg"), key=lambda p: (-p.stat().st_size, p)) if REAL.is_dir() else []
    )
    for i, picture in zip(range(count), _pictures(real), strict=False):
        noise = random.integers(-9, 10, (HEIGHT, WIDTH, 1), dtype=np.int16)
        pixels = np.clip(picture.astype(np.int16) + noise, 0, 255).astype(np.uint8)
        (folder / f"IMG_{i:05}.jpg").write_bytes(_encoded(pixels, i))
    return "real photos scaled up with noise" if real else "gradients with noise"


def write_small(folder: Path, count: int) -> None:
    """`count` small pictures of 64 pixels and their own bytes, a thousand a folder."""
    random = np.random.default_rng(7)
    for i in range(count):
        inside = folder / f"{i // 1000:03}"
        inside.mkdir(parents=True, exist_ok=True)
        pixels = random.integers(0, 256, (48, 64, 3), dtype=np.uint8)
        (inside / f"{i:06}.jpg").write_bytes(_with_exif(simplejpeg.encode_jpeg(pixels, 80), i))


def _pictures(real: list[Path]) -> Iterator[np.ndarray]:
    while True:
        for path in real[:24]:
            with Image.open(path) as image:
                yield np.asarray(
                    image.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
                )
        if not real:
            y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
            yield np.stack([x % 256, y % 256, (x + y) // 8 % 256], axis=2).astype(np.uint8)


def _encoded(pixels: np.ndarray, number: int) -> bytes:
    for quality in (90, 92, 94, 95, 96, 97):
        data = simplejpeg.encode_jpeg(pixels, quality=quality, colorsubsampling="420")
        if len(data) >= WANTED_BYTES * 0.9:
            break
    return _with_exif(data, number)


def _with_exif(jpeg: bytes, number: int) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Made", "For measuring"
    exif[0x0132] = "2026:03:01 10:22:33"
    exif[0x0131] = f"number {number}"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:01 10:22:33"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    out = io.BytesIO()
    out.write(jpeg[:2])
    block = exif.tobytes()
    block = block if block.startswith(b"Exif\0\0") else b"Exif\0\0" + block
    out.write(b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:])
    return out.getvalue()
