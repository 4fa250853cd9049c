"""
What each rule over whole-image hashes finds and mistakes; prints a table.

    .venv/bin/python -m tests.benchmarks.likeness.bench_hashes [photos changed]

Every pair of distinct real photos (../shared/data) is compared in all eight ways, and so is each
changed copy with its photo. The bounds in whole.py and packs.py were chosen from this table.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from evidence.likeness.bands import DEEPEST
from evidence.likeness.fingerprint import Fingerprint, of_pixels
from evidence.likeness.packs import LEAST_QUALITY
from evidence.likeness.whole_segment import DHASH, PDQ, PHASH, words_of
from tests.benchmarks.likeness.changes import CHANGES, changed
from tests.benchmarks.likeness.collection import Collection, collection

REAL = Path(__file__).resolve().parents[4] / "shared" / "data"
SOURCES = 80
LONGEST_SIDE = 1024
COPIES_PHASH = 0
_Bits = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Apart:
    """
    How far one picture is from several, of each hash in its best way: row by row. `pdq_near`:
    in the ways in which pHash is within DEEPEST.
    """

    phash: _Bits
    pdq: _Bits
    phash_dhash: _Bits
    phash_pdq: _Bits
    pdq_near: _Bits

    def rules(self) -> dict[str, NDArray[np.bool_]]:
        """Which rows each rule takes for near."""
        found = {f"pHash ≤ {most}": self.phash <= most for most in (4, 7, 10)}
        found |= {f"PDQ ≤ {most}": self.pdq <= most for most in (31, 63, 80)}
        found |= {f"pHash ≤ {DEEPEST}, PDQ ≤ {most}": self.pdq_near <= most for most in (63, 80)}
        found |= {"pHash + dHash ≤ 34": self.phash_dhash <= 34}
        found |= {f"pHash + PDQ ≤ {most}": self.phash_pdq <= most for most in (95, 110, 120)}
        return found


def bench_hashes(count: int = SOURCES) -> None:
    """False pairs over all photos, then recall over `count` of them."""
    photos = collection(REAL)
    prints = {path: of_pixels(_opened(photos, path)) for path in photos.paths}
    empty = sum(one.quality < LEAST_QUALITY for one in prints.values())
    _say(f"{len(prints)} photos, {empty} of PDQ quality below {LEAST_QUALITY}")
    _false_pairs(photos, prints)
    _recall(photos, prints, count)


def _false_pairs(photos: Collection, prints: dict[str, Fingerprint]) -> None:
    paths = list(prints)
    words = np.stack([words_of(prints[path], 8) for path in paths])
    names = np.unique([photos.group.get(path, path) for path in paths], return_inverse=True)[1]
    pairs, wrong = 0, dict.fromkeys(_apart(words[0], words[:1]).rules(), 0)
    unlisted = 0
    for at in range(len(paths) - 1):
        other = names[at + 1 :] != names[at]
        apart = _apart(words[at], words[at + 1 :][other])
        # Equal in every bit of PDQ and pHash: one picture, though no list says so.
        copies = apart.phash_pdq == COPIES_PHASH
        pairs, unlisted = pairs + len(copies), unlisted + int(copies.sum())
        for rule, near in apart.rules().items():
            wrong[rule] += int((near & ~copies).sum())
    _say(f"{pairs} pairs of distinct photos ({unlisted} more equal in all bits); taken for near:")
    for rule, count in wrong.items():
        _say(f"  {rule:22} {count:>7} = {1e6 * count / pairs:8.1f} in a million")


def _recall(photos: Collection, prints: dict[str, Fingerprint], count: int) -> None:
    sources = photos.sources(count)
    found: dict[str, dict[str, int]] = {change: {} for change in CHANGES}
    for at, path in enumerate(sources):
        image, other = _opened(photos, path), _opened(photos, sources[at - 1])
        known = words_of(prints[path], 8)[None]
        for change in CHANGES:
            asked = words_of(of_pixels(changed(change, image, path, other)), 8)
            for rule, near in _apart(asked, known).rules().items():
                found[change][rule] = found[change].get(rule, 0) + int(near[0])
    rules = list(next(iter(found.values())))
    _say(f"{len(sources)} photos, changed; found by {', '.join(rules)}:")
    for change, hits in found.items():
        shares = "  ".join(f"{hits[rule] / len(sources):.2f}" for rule in rules)
        _say(f"  {change:28} {shares}")


def _apart(asked: NDArray[np.uint64], known: NDArray[np.uint64]) -> Apart:
    """Each way of the asked against each known as it is, and the reverse."""
    bits = np.concatenate(
        [np.bitwise_count(known[:, :1] ^ asked), np.bitwise_count(known ^ asked[:1])], axis=1
    ).astype(np.int64)
    phash, dhash, pdq = bits[..., PHASH], bits[..., DHASH], bits[..., PDQ:].sum(axis=2)
    near = np.where(phash <= DEEPEST, pdq, 256)
    both = (phash, pdq, phash + dhash, phash + pdq, near)
    return Apart(*(one.min(axis=1) for one in both))


def _opened(photos: Collection, path: str) -> Image.Image:
    with Image.open(photos.root / path) as image:
        image.draft("RGB", (LONGEST_SIDE // 2, LONGEST_SIDE // 2))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return upright


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    bench_hashes(int(sys.argv[1]) if len(sys.argv) > 1 else SOURCES)
