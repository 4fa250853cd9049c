"""
What local features cost, against the bare cost of taking a photo in (bench_intake's `bare`).

    python -m tests.benchmarks.likeness.bench_extraction [photos]

One process, in turns, processor time; photos of 12 megapixels. The decode at an eighth of the
size that intake does anyway is given; a query's many features are told apart.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import cv2
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from PIL import Image

from evidence.likeness.descriptors import QUERY_PIXELS, QUERY_POINTS, of_pixels
from evidence.likeness.picture import small
from evidence.reading.pixels import decode
from tests.benchmarks.bench_intake import bare
from tests.benchmarks.photos import HEIGHT, WIDTH, write_photos

PHOTOS, ROUNDS = 12, 3
DECODED, ASKED = 476, 966


def main(count: int) -> None:
    cv2.setNumThreads(1)
    key = AESGCM(bytes(32))
    with tempfile.TemporaryDirectory() as place:
        write_photos(Path(place) / "photos", count)
        paths = sorted((Path(place) / "photos").iterdir())
        stored = [_decoded(path, DECODED) for path in paths]
        asked = [_decoded(path, ASKED) for path in paths]
        spent: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for path, little, much in zip(paths, stored, asked, strict=True):
                _timed(spent, "bare", lambda path=path: bare(path, key))
                _timed(spent, "stored features", lambda image=little: of_pixels(image))
                _timed(spent, "small grey", lambda image=little: small(image))
                _timed(
                    spent,
                    "query features",
                    lambda image=much: of_pixels(image, QUERY_POINTS, QUERY_PIXELS),
                )
    for name, times in spent.items():
        ratio = median(times) / median(spent["bare"])
        sys.stdout.write(f"| {name} | {1000 * median(times):.1f} ms | {ratio:.2f} × bare |\n")
    points = median(len(of_pixels(image)) for image in stored)
    sys.stdout.write(f"{points:.0f} points a stored picture in the middle\n")


def _decoded(path: Path, side: int) -> Image.Image:
    image = decode(path.read_bytes(), "image/jpeg", WIDTH, HEIGHT, side).image
    assert image is not None
    return image


def _timed(spent: dict[str, list[float]], name: str, work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    spent.setdefault(name, []).append(time.process_time() - began)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PHOTOS)
