"""
The pictures that are measured on, made once and kept in a folder, for making them takes longest.

`known` are all photos of the collection as they would be stored; `queries` the changed ones of a
source, with the many features of a question and the few of a stored picture.
"""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from evidence.likeness.descriptors import (
    QUERY_PIXELS,
    QUERY_POINTS,
    LocalFeatures,
    of_pixels,
)
from evidence.likeness.fingerprint import of_pixels as fingerprint_of
from evidence.likeness.parts import SEGMENT_PICTURES
from evidence.likeness.picture import Picture, small
from evidence.likeness.segments import Segment, segment_of
from tests.benchmarks.likeness.changes import CHANGES, changed
from tests.benchmarks.likeness.collection import Collection
from tests.benchmarks.likeness.padding import padding

SOURCES, LONGEST = 240, 1600
DECODED = 448
EVERY = 100_000


@dataclass(frozen=True, slots=True)
class Made:
    """One picture, small (JPEG), and its features as stored and as asked."""

    size: tuple[int, int]
    small: bytes
    stored: bytes
    query: bytes

    def picture(self, asked: bool) -> Picture:
        image = Image.open(io.BytesIO(self.small))
        features = LocalFeatures.from_bytes(self.query if asked else self.stored)
        return Picture(
            fingerprint=fingerprint_of(image),
            features=features,
            small=small(image),
            width=self.size[0],
            height=self.size[1],
        )


def made(image: Image.Image) -> Made:
    held, reduced = io.BytesIO(), image.copy()
    reduced.thumbnail((DECODED, DECODED))
    reduced.save(held, "JPEG", quality=95)
    query = of_pixels(image, QUERY_POINTS, QUERY_PIXELS)
    return Made(image.size, held.getvalue(), of_pixels(image).to_bytes(), query.to_bytes())


def known(photos: Collection, folder: Path) -> dict[str, Made]:
    """Every photo of the collection."""
    file = folder / "known.pickle"
    if not file.exists():
        _keep(file, {path: made(photos.opened(path)) for path in photos.paths})
    return dict(_kept(file))


def queries(
    photos: Collection, folder: Path, count: int
) -> Iterator[tuple[str, str, dict[str, Made]]]:
    """A source, the photo beside it in collages, and every change of it; spread over all kinds."""
    sources = photos.sources(SOURCES)
    order = [path for start in range(8) for path in sources[start::8]]
    for number, path in enumerate(order[:count]):
        file = folder / f"source-{number:04}.pickle"
        beside = order[(number + 7) % len(order)]
        if not file.exists():
            image, other = photos.opened(path), photos.opened(beside)
            image.thumbnail((LONGEST, LONGEST))
            _keep(file, {name: made(changed(name, image, path, other)) for name in CHANGES})
        yield path, beside, _kept(file)


def filled(photos: Collection, every: dict[str, Made], folder: Path) -> Iterator[Segment]:
    """Segments of pictures that never were, up to a hundred thousand with the real ones."""
    asked = {photos.group.get(path, path) for path in photos.sources(SOURCES)}
    pool: list[LocalFeatures] = []
    for number in range((EVERY - len(every)) // SEGMENT_PICTURES + 1):
        file = folder / f"padding-{number:03}.segment"
        if not file.exists():
            pool = pool or [
                LocalFeatures.from_bytes(one.stored)
                for path, one in sorted(every.items())
                if photos.group.get(path, path) not in asked
            ]
            these = range(number * SEGMENT_PICTURES, (number + 1) * SEGMENT_PICTURES)
            segment = segment_of([(f"padding {i:06}", padding(pool, i)) for i in these])
            file.write_bytes(segment.to_bytes())
        yield Segment.from_bytes(file.read_bytes())


def _keep(file: Path, value: object) -> None:
    part = file.with_suffix(".part")
    part.write_bytes(pickle.dumps(value))
    os.replace(part, file)


def _kept(file: Path) -> dict[str, Made]:
    found: dict[str, Made] = pickle.loads(file.read_bytes())
    return found
