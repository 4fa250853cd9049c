"""
Photos that look alike and are not one: none of them may be shown as one photograph.

    python -m tests.benchmarks.likeness.bench_negatives FOLDER [every]

Every pair within a set is looked at closely, whether it would be a candidate or not. With
`every`, each photo of the collection is also asked for among all others, and pairs that no list
names as copies are printed, to be looked at by eye. Needs the real files (../shared/data).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from urllib.parse import quote, unquote

import cv2
import numpy as np
from PIL import Image

from evidence.likeness.parts import PartsIndex
from evidence.likeness.picture import Picture
from evidence.likeness.search import Known, compare
from evidence.likeness.segments import segment_of
from tests.benchmarks.likeness.changes import (
    camera_stamp,
    chat_screen,
    jpeg,
    screenshot,
    watermark_bar,
)
from tests.benchmarks.likeness.collection import REAL, Collection, collection
from tests.benchmarks.likeness.intervals import wilson
from tests.benchmarks.likeness.prepared import known, made

STAMPED = 24
REAL_SETS = {
    "same studio, turntable and models (lensor)": "damage/heliyahasani",
    "same car and model, all sides (TQVCD)": "damage/dxlabskku",
    "one thing from many sides (bundler)": "scenes/snavely",
    "same goods on one shelf (grocery)": "scenes/marcusklasson",
    "other views of one thing (UKBench, Holidays)": "neardup/jonathanhexner",
    "cars from one camera (openalpr)": "scenes/openalpr",
    "rooms of houses": "scenes/emanhamed",
}
Dressing = Callable[[Image.Image], Image.Image]
DRESSED: dict[str, Dressing] = {
    "same watermark camera text": camera_stamp,
    "same watermark bar": watermark_bar,
    "same phone screen": screenshot,
    "same chat": chat_screen,
}


def main(folder: Path, every: bool) -> None:
    cv2.setNumThreads(1)
    photos = collection(REAL)
    if every:
        _everything(photos, folder)
    sources = photos.sources(240)[::10][:STAMPED]
    for name, dressed in DRESSED.items():
        made_up = {p: made(dressed(photos.opened(p))).picture(asked=True) for p in sources}
        _tell(name, photos, made_up)
    _bursts(photos, sources)
    pictures = {p: one.picture(asked=False) for p, one in known(photos, folder).items()}
    for name, start in REAL_SETS.items():
        chosen = [p for p in photos.paths if p.startswith(start)]
        _tell(name, photos, {p: pictures[p] for p in _one_of_each(photos, chosen)})


def _one_of_each(photos: Collection, paths: list[str]) -> Iterator[str]:
    seen = set()
    for path in paths:
        name = photos.group.get(path, path)
        if name not in seen:
            seen.add(name)
            yield path


def _tell(name: str, photos: Collection, pictures: dict[str, Picture]) -> None:
    pairs, kinds, wrong = 0, dict[str, int](), []
    for a, b in combinations(sorted(pictures), 2):
        if photos.same(a, b):
            continue
        pairs += 1
        kin, _ = compare(pictures[a], pictures[b])
        if kin is not None:
            kinds[kin.match_class] = kinds.get(kin.match_class, 0) + 1
            if kin.same_photograph:
                wrong.append(f"{kin.match_class} {kin.inliers} {kin.agreement} {a} | {b}")
    _row(name, pairs, wrong, kinds)


def _bursts(photos: Collection, paths: list[str]) -> None:
    """Two frames a moment apart, without their times: moved, with some depth, other noise."""
    wrong, kinds = [], dict[str, int]()
    for path in paths:
        first, second = (_frame(photos.opened(path), f"{path}{n}") for n in (0, 1))
        kin, _ = compare(made(first).picture(asked=True), made(second).picture(asked=True))
        if kin is not None:
            kinds[kin.match_class] = kinds.get(kin.match_class, 0) + 1
            if kin.same_photograph:
                wrong.append(f"{kin.match_class} {kin.inliers} {kin.agreement} {path}")
    _row("two frames of a burst (made, no times)", len(paths), wrong, kinds)


def _frame(image: Image.Image, seed: str) -> Image.Image:
    dice, (w, h) = random.Random(seed), image.size
    angle, shift = dice.uniform(-0.7, 0.7), [dice.uniform(0.005, 0.02) for _ in range(2)]
    depth = np.random.default_rng(dice.randint(0, 2**31)).normal(0, 1, (5, 5, 2))
    smooth = cv2.resize(depth.astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    way = [dice.choice((-1, 1)) * one for one in shift]
    moved_x = x + way[0] * w + 0.004 * w * smooth[..., 0]
    moved_y = y + way[1] * h + 0.004 * w * smooth[..., 1]
    turned = np.asarray(image.rotate(angle, Image.Resampling.BICUBIC))
    pixels = cv2.remap(turned, moved_x, moved_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    noise = np.random.default_rng(dice.randint(0, 2**31)).normal(0, 4, pixels.shape)
    cut = np.clip(pixels + noise, 0, 255).astype(np.uint8)[h // 30 : -h // 30, w // 30 : -w // 30]
    return jpeg(Image.fromarray(cut), 90)


def _everything(photos: Collection, folder: Path) -> None:
    """Each photo asked for among all others."""
    every = known(photos, folder)
    pictures = {quote(path): one.picture(asked=False) for path, one in every.items()}
    parts = segment_of([(path, one.features) for path, one in sorted(pictures.items())])
    index = Known(pictures.get, parts=PartsIndex([parts]))
    for path, picture in sorted(pictures.items()):
        index.add(path, picture)
    pairs, wrong, kinds = 0, dict[tuple[str, str], str](), dict[str, int]()
    for path, one in sorted(every.items()):
        pairs += sum(not photos.same(path, other) for other in every)
        for found in index.search(one.picture(asked=True), key=quote(path)):
            other, kin = unquote(found.key), found.kinship
            if photos.same(path, other):
                continue
            kinds[kin.match_class] = kinds.get(kin.match_class, 0) + 1
            if kin.same_photograph:
                pair = (min(path, other), max(path, other))
                wrong[pair] = f"{kin.match_class} {kin.inliers} {kin.agreement}"
    listed = [f"{what} {a} | {b}" for (a, b), what in sorted(wrong.items())]
    _row("every photo among all others", pairs // 2, listed, kinds)


def _row(name: str, pairs: int, wrong: list[str], kinds: dict[str, int]) -> None:
    _, high = wilson(len(wrong), pairs)
    said = ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())) or "nothing"
    sys.stdout.write(f"| {name} | {pairs} | {len(wrong)} | below {high:.1e} | {said} |\n")
    for line in wrong:
        sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), "every" in sys.argv[2:])
