"""
What whole-image search costs at 10 thousand to 10 million known pictures; prints tables.

    .venv/bin/python -m tests.benchmarks.likeness.bench_scale [pictures known] …

Known are real photos (../shared/data) and made-up ones whose pHash bits are set as often as
those of real photos, so that places fill unevenly as they do in life. One half of the queries
is a copy of a known photo (JPEG quality 30, mirrored), the other unknown. With BENCH_PACKAGES
naming a folder that holds faiss, faiss's flat binary index answers the same questions in the
same run, one thread each; the answers are compared.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from evidence.likeness.bands import DEEPEST
from evidence.likeness.fingerprint import Fingerprint, of_pixels
from evidence.likeness.whole import CANDIDATE_BITS, DESKTOP_ROWS, NEAR_BITS, Whole
from evidence.likeness.whole_segment import MOST_ROWS, PHASH, WORDS, Segment, words_of
from evidence.sealing import random_key, seal, unseal
from tests.benchmarks.costs import peak, resident

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
DESKTOP = 100_000
MOST_PHOTOS = 600
QUERIES = 100
REAL = Path(__file__).resolve().parents[4] / "shared" / "data"
FOLDERS = ("damage", "scenes")
_Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Photos:
    """Fingerprints of real photos, and of a changed copy of each."""

    known: list[Fingerprint]
    copies: list[Fingerprint]


def bench_scale(sizes: tuple[int, ...] = SIZES) -> None:
    """The server's kind of index at each size, then the desktop's."""
    photos = _photos()
    _say(f"{len(photos.known)} real photos, the rest made up after them")
    before = 0.0
    for size in sizes:
        before = _server(size, photos, before)
    _desktop(photos)
    _say(f"peak memory of the whole run: {peak()[0]:.0f} MiB (building)")


def _server(size: int, photos: Photos, before: float) -> float:
    """One way kept, one mapped file; answers the median of a query, in ms."""
    random = np.random.default_rng(size)
    words = _words(size, photos, random, ways=1)
    began = time.perf_counter()
    built = Segment.of(_keys(size), words)
    build = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "segment"
        with path.open("wb") as file:
            file.writelines(built.parts())
        hashes = built.words[0, PHASH].copy()
        del built, words
        held = resident()
        began = time.perf_counter()
        opened = Segment.of_bytes(memoryview(np.memmap(path, np.uint8, "r")))
        whole = Whole([opened], ways=1, most_rows=MOST_ROWS)
        opening = time.perf_counter() - began
        asked = list(_asked(photos, random))
        answers, times = _timed([lambda one=one: whole.near(one) for one in asked])
        median = statistics.median(times)
        _, deep = _timed([lambda one=one: whole.near(one, DEEPEST) for one in asked])
        growth = f"{median / before:.2f} x the size before" if before else ""
        _say(
            f"{size:>10} known: near {median:.2f} ms median, {_p95(times):.2f} p95 {growth}, "
            f"within {DEEPEST} bits {statistics.median(deep):.2f} ms; "
            f"built {build:.2f} s, on disk {path.stat().st_size / 2**20:.0f} MiB, opened "
            f"{opening * 1000:.1f} ms, memory for {QUERIES} queries {resident() - held:.0f} MiB"
        )
        _faiss(hashes, asked, median, [{near.key for near in one} for one in answers])
    return median


def _faiss(
    hashes: _Hashes, asked: list[Fingerprint], ours: float, expected: list[set[str]]
) -> None:
    """Every way of every asked within the same bits, by faiss's flat index on one thread."""
    faiss = _imported("faiss")
    if faiss is None:
        _say("           faiss is not at hand (BENCH_PACKAGES): not compared")
        return
    faiss.omp_set_num_threads(1)
    flat = faiss.IndexBinaryFlat(64)
    flat.add(hashes.view(np.uint8).reshape(-1, 8))
    ways = [np.array(one.phash, np.uint64).view(np.uint8).reshape(-1, 8) for one in asked]
    found, times = _timed([lambda w=w: flat.range_search(w, NEAR_BITS + 1) for w in ways])
    keys = _keys(len(hashes))
    theirs = [{keys[row].decode() for row in rows.tolist()} for _, _, rows in found]
    median = statistics.median(times)
    same = "the same answers" if theirs == expected else "OTHER ANSWERS"
    _say(f"           faiss flat {median:.2f} ms median = {median / ours:.1f} x ours; {same}")


def _desktop(photos: Photos) -> None:
    """Eight ways kept, sealed segments that fit scratch."""
    random = np.random.default_rng(1)
    words, keys, key = _words(DESKTOP, photos, random, ways=8), _keys(DESKTOP), random_key()
    sealed = [
        seal(key, Segment.of(keys[at : at + DESKTOP_ROWS], part).to_bytes(), b"bench")
        for at in range(0, DESKTOP, DESKTOP_ROWS)
        for part in [words[:, :, at : at + DESKTOP_ROWS]]
    ]
    del words
    held, began = resident(), time.perf_counter()
    whole = Whole(Segment.of_bytes(unseal(key, one, b"bench")) for one in sealed)
    opening = time.perf_counter() - began
    asked = list(_asked(photos, random))
    _, near = _timed([lambda one=one: whole.near(one) for one in asked])
    found, candidates = _timed([lambda one=one: whole.candidates(one) for one in asked])
    held = resident() - held
    _say(
        f"desktop, {DESKTOP} known, eight ways: opened {opening * 1000:.0f} ms, {held:.0f} MiB; "
        f"near {statistics.median(near):.2f} ms, candidates (≤ {CANDIDATE_BITS}) "
        f"{statistics.median(candidates):.2f} ms median, {_p95(candidates):.2f} p95, "
        f"{statistics.mean(map(len, found)):.0f} a query"
    )
    _adding(asked)


def _adding(asked: list[Fingerprint]) -> None:
    """Adding one by one, settled every 64, as intake does."""
    whole, written, began = Whole(), 0, time.perf_counter()
    for at in range(DESKTOP_ROWS):
        whole.add(f"{at:05}", asked[at % len(asked)])
        if at % 64 == 63:
            written += sum(len(new) for new in whole.settle().write)
    seconds = time.perf_counter() - began
    _say(
        f"added one by one, settled every 64: {1e3 * seconds / DESKTOP_ROWS:.3f} ms a picture, "
        f"each written {written / DESKTOP_ROWS:.1f} times"
    )


def _photos() -> Photos:
    paths = [path for folder in FOLDERS for path in sorted((REAL / folder).rglob("*.jpg"))]
    known, copies = [], []
    for path in paths[:: -(-len(paths) // MOST_PHOTOS) or 1]:
        with Image.open(path) as image:
            image.draft("RGB", (400, 400))
            small = ImageOps.exif_transpose(image).convert("RGB")
        known.append(of_pixels(small))
        copies.append(of_pixels(_changed(small)))
    return Photos(known, copies)


def _changed(image: Image.Image) -> Image.Image:
    held = io.BytesIO()
    ImageOps.mirror(image).save(held, "JPEG", quality=30)
    return Image.open(held)


def _words(size: int, photos: Photos, random: np.random.Generator, ways: int) -> _Hashes:
    """Real rows first; made-up hashes of evenly set bits but for pHash."""
    words = random.integers(0, 2**64, (ways, WORDS, size), np.uint64)
    for way in range(ways):
        words[way, PHASH] = _made_up(size, photos, random)
    for row, one in enumerate(photos.known):
        words[:, :, row] = words_of(one, ways)
    return words


def _made_up(size: int, photos: Photos, random: np.random.Generator) -> _Hashes:
    shares = _shares(photos)
    made = np.zeros(size, np.uint64)
    for bit in range(64):
        made |= (random.random(size, np.float32) < shares[bit]).astype(np.uint64) << np.uint64(bit)
    return made


def _shares(photos: Photos) -> NDArray[np.float64]:
    """How often each bit of a real pHash is set."""
    if not photos.known:
        return np.full(64, 0.5)
    hashes = np.array([one.phash[0] for one in photos.known], np.uint64)
    shares: NDArray[np.float64] = (hashes[:, None] >> np.arange(64, dtype=np.uint64) & 1).mean(0)
    return shares


def _asked(photos: Photos, random: np.random.Generator) -> Iterator[Fingerprint]:
    yield from photos.copies[: QUERIES // 2]
    for _ in range(QUERIES - len(photos.copies[: QUERIES // 2])):
        phash = tuple(_made_up(8, photos, random).tolist())
        yield Fingerprint(2, phash, phash, (bytes(32),) * 8, 50, bytes(4096))


def _keys(size: int) -> NDArray[np.bytes_]:
    numbers = np.arange(size)[:, None] // 10 ** np.arange(9, -1, -1) % 10
    return (numbers + ord("0")).astype(np.uint8).view("S10")[:, 0]


def _timed(works: list[Callable[[], Any]]) -> tuple[list[Any], list[float]]:
    """Answers and ms, after one round that warms the caches with the first few."""
    for work in works[:3]:
        work()
    answers, times = [], []
    for work in works:
        began = time.perf_counter()
        answers.append(work())
        times.append(1000 * (time.perf_counter() - began))
    return answers, times


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _imported(name: str) -> Any:
    """A package that is no part of the product; None when it is not at hand."""
    folder = os.environ.get("BENCH_PACKAGES")
    if folder and folder not in sys.path:
        sys.path.append(folder)
    try:
        return import_module(name)
    except ImportError:
        return None


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    bench_scale(tuple(map(int, sys.argv[1:])) or SIZES)
