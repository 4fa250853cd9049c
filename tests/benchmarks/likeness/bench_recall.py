"""
How often a changed photo is found among 100,000, and how often another is shown in its stead.

    python -m tests.benchmarks.likeness.bench_recall FOLDER [sources] [held-out] [stored]

`FOLDER` keeps what takes long to make; needs the real files (../shared/data). The rules were
chosen on the first 45 sources; with `held-out` only those after them are asked. With `stored` the
queries have no more features than stored pictures have, as when two cases are compared.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from urllib.parse import quote, unquote

import cv2

from evidence.likeness.parts import PartsIndex
from evidence.likeness.picture import Picture
from evidence.likeness.search import Found, Known
from evidence.likeness.segments import segment_of
from tests.benchmarks.costs import resident
from tests.benchmarks.likeness.collection import REAL, Collection, collection
from tests.benchmarks.likeness.intervals import wilson
from tests.benchmarks.likeness.prepared import Made, filled, known, queries

SOURCES, TOLD = 101, 14
CHOSEN_ON = 45
"""Sources by which the rules were chosen; what these find is no measure of others."""


@dataclass(slots=True)
class Row:
    """What became of one change."""

    found: int = 0
    counted: int = 0
    marked: int = 0
    found_marked: int = 0
    classes: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Shown:
    """Pictures shown that are not the photo asked for."""

    as_one: list[str] = field(default_factory=list)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    less: int = 0
    queries: int = 0


def main(folder: Path, count: int, first: int, stored: bool) -> None:
    cv2.setNumThreads(1)
    photos = collection(REAL)
    every = known(photos, folder)
    index = _index(photos, every, folder)
    rows: dict[str, Row] = {}
    shown, spent = Shown(), []
    sources = islice(queries(photos, folder, count), first, None)
    for number, (path, beside, changes) in enumerate(sources, start=1):
        for name, one in changes.items():
            query = one.picture(asked=not stored)
            began = time.process_time()
            found = [replace(one, key=unquote(one.key)) for one in index.search(query)]
            spent.append(time.process_time() - began)
            _count(photos, rows.setdefault(name, Row()), path, query, every[path], found)
            _others(photos, shown, name, path, beside, found)
        if number % TOLD == 0:
            _say(f"after {number} sources:")
            _tell(photos, rows, shown, spent)
    _tell(photos, rows, shown, spent)


def _index(photos: Collection, every: dict[str, Made], folder: Path) -> Known:
    pictures = {quote(path): one.picture(asked=False) for path, one in every.items()}
    began, before = time.perf_counter(), time.process_time()
    real = segment_of([(path, one.features) for path, one in sorted(pictures.items())])
    parts = PartsIndex([real, *filled(photos, every, folder)])
    spent = time.process_time() - before
    _say(f"{len(parts)} pictures; opened in {time.perf_counter() - began:.1f} s ({spent:.1f} CPU)")
    index = Known(pictures.get, parts=parts)
    for path, picture in sorted(pictures.items()):
        index.add(path, picture)
    _say(f"{resident():.0f} MiB resident, the pictures compared among them")
    return index


def _count(
    photos: Collection, row: Row, path: str, query: Picture, source: Made, found: list[Found]
) -> None:
    hits = [one for one in found if photos.same(one.key, path) and one.kinship.same_photograph]
    exact = [one for one in hits if one.key == path] or hits
    stored = source.picture(asked=False)
    if query.features.whole_image_only or stored.features.whole_image_only:
        row.marked += 1
        row.found_marked += bool(hits)
    else:
        row.counted += 1
        row.found += bool(hits)
    row.classes[exact[0].kinship.match_class if exact else "-"] += 1


def _others(
    photos: Collection, shown: Shown, name: str, path: str, beside: str, found: list[Found]
) -> None:
    shown.queries += 1
    shown.asked.add(photos.group.get(path, path))
    for one in found:
        if photos.same(one.key, path) or ("collage" in name and photos.same(one.key, beside)):
            continue
        if one.kinship.same_photograph:
            kin = one.kinship
            shown.pairs.add((path, photos.group.get(one.key, one.key)))
            what = f"{kin.match_class} {kin.inliers} {kin.agreement}"
            shown.as_one.append(f"{name}: {path} | {one.key} {what}")
        else:
            shown.less += 1


def _tell(photos: Collection, rows: dict[str, Row], shown: Shown, spent: list[float]) -> None:
    for name, row in rows.items():
        low, high = wilson(row.found, row.counted)
        share = row.found / max(1, row.counted)
        both = (row.found + row.found_marked) / (row.counted + row.marked)
        kinds = ", ".join(f"{kind} {n}" for kind, n in row.classes.most_common(4))
        _say(
            f"| {name} | {share:.3f} | {low:.3f}–{high:.3f} | {row.counted} | {row.marked} "
            f"| {both:.3f} | {kinds} |"
        )
    spent = sorted(spent)
    _say(f"queries {shown.queries}; wrongly shown as one photo {len(shown.as_one)}")
    for line in shown.as_one:
        _say(f"  {line}")
    _pairs(photos, shown)
    _say(f"shown as scene or object: {shown.less}")
    middle, late = spent[len(spent) // 2], spent[int(0.95 * len(spent))]
    _say(f"a query {1000 * middle:.0f} ms CPU in the middle, {1000 * late:.0f} at 95 %")


def _pairs(photos: Collection, shown: Shown) -> None:
    """Every source and every other photo once, however often it was changed."""
    distinct = {photos.group.get(path, path) for path in photos.paths}
    pairs = len(shown.asked) * (len(distinct) - 1)
    _, most = wilson(len(shown.pairs), pairs)
    _say(f"{len(shown.pairs)} of {pairs} pairs of source and photo; below {most:.1e} (95 %)")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    words = sys.argv[1:]
    Path(words[0]).mkdir(parents=True, exist_ok=True)
    numbers = [int(word) for word in words[1:] if word.isdigit()]
    start = CHOSEN_ON if "held-out" in words else 0
    main(Path(words[0]), numbers[0] if numbers else SOURCES, start, "stored" in words)
