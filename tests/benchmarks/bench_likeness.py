"""
How often whole-image likeness errs, measured on real photographs; prints the table.

    make bench, or pytest -s on this file; needs the real files (../shared/data)

Every pair of distinct photographs in
damage, scenes, the originals of forgery and neardup is compared, pairs known to be one photo
left out; pairs that agree beyond doubt but are listed nowhere are counted apart. Recall is over
every sixth photograph, changed in fifteen ways. The figures in evidence/likeness/verify.py
(MEASURED_PAIRS, MEASURED_FALSE) come from here.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from evidence.likeness.fingerprint import Fingerprint, of_pixels
from evidence.likeness.index import Known
from evidence.likeness.verify import Picture, compare

NOT_COPIES = {"DIFFERENT", "same-object-other-view"}
UNLISTED_COPY = 999


def bench_likeness(real_data: Path) -> None:
    data = real_data
    paths = _paths(data)
    with ProcessPoolExecutor(2) as pool:
        made = list(pool.map(_made, [data / p for p in paths], chunksize=20))
    known, groups = Known(), _groups(data)
    pictures = {p: Picture(f) for p, (f, _) in zip(paths, made, strict=True)}
    for path, picture in pictures.items():
        known.add(path, picture.fingerprint)
    _false_pairs(known, pictures, groups)
    _recall(known, {p: changed for p, (_, changed) in zip(paths, made, strict=True)}, pictures)


def _false_pairs(known: Known, pictures: dict[str, Picture], groups: dict[str, str]) -> None:
    paths = sorted(pictures)
    pairs = candidates = unlisted = 0
    wrong = []
    spent = 0.0
    for at, a in enumerate(paths):
        pairs += sum(groups.get(a, a) != groups.get(b, b) for b in paths[at + 1 :])
        for near in known.near(pictures[a].fingerprint):
            if near.key <= a or groups.get(a, a) == groups.get(near.key, near.key):
                continue
            candidates += 1
            began = time.process_time()
            found = compare(pictures[a], pictures[near.key])
            spent += time.process_time() - began
            if found and found.agreement >= UNLISTED_COPY:
                unlisted += 1
            elif found:
                wrong.append((found, a, near.key))
    _say(f"photographs {len(paths)}  distinct pairs {pairs}  candidates {candidates}")
    _say(f"closer look {1000 * spent / max(1, candidates):.1f} ms of one core")
    _say(f"copies listed nowhere {unlisted}  false pairs {len(wrong)}")
    for found, a, b in wrong:
        _say(f"  {found.match_class} {found.agreement} {found.distance} {a} {b}")


def _recall(
    known: Known, changed: dict[str, dict[str, Fingerprint]], pictures: dict[str, Picture]
) -> None:
    counts: dict[str, list[int]] = {}
    classes: dict[str, dict[str, int]] = {}
    for path, ways in changed.items():
        for way, fingerprint in ways.items():
            near = {n.key for n in known.near(fingerprint)}
            found = compare(Picture(fingerprint), pictures[path]) if path in near else None
            counts.setdefault(way, []).append(found is not None)
            kind = found.match_class if found else "-"
            classes.setdefault(way, {}).setdefault(kind, 0)
            classes[way][kind] += 1
    for way, hits in counts.items():
        _say(f"{way:18} {sum(hits) / len(hits):.3f} of {len(hits)}  {classes[way]}")


def _paths(data: Path) -> list[str]:
    found = {
        str(p.relative_to(data))
        for folder in ("damage", "scenes")
        for p in (data / folder).rglob("*")
        if p.suffix.lower() in {".jpg", ".jpeg", ".png"}
    }
    found |= {r["original"] for r in _rows(data / "forgery/pairs.csv") if r["original"]}
    for row in _rows(data / "neardup/pairs.csv"):
        found |= {row["original"], row["derived"]}
    return sorted(found)


def _groups(data: Path) -> dict[str, str]:
    same = [
        (r["original"], r["derived"])
        for r in _rows(data / "neardup/pairs.csv")
        if r["transform"] not in NOT_COPIES
    ]
    same += [(r["a"], r["b"]) for r in _rows(data / "damage/cross_source_copies.csv")]
    first: dict[str, str] = {}
    for row in _rows(data / "damage/same_photo_groups.csv"):
        same.append((first.setdefault(row["group"], row["path"]), row["path"]))
    bridges = [p for p in _paths(data) if "/bridge-" in p]
    same += [(bridges[0], p) for p in bridges]
    parent: dict[str, str] = {}

    def root(path: str) -> str:
        while parent.get(path, path) != path:
            path = parent[path]
        return path

    for a, b in same:
        parent[root(a)] = root(b)
    return {path: root(path) for pair in same for path in pair}


def _made(path: Path) -> tuple[Fingerprint, dict[str, Fingerprint]]:
    image = Image.open(path)
    image.draft("RGB", (640, 640))
    image = ImageOps.exif_transpose(image).convert("RGB")
    image.thumbnail((800, 800))
    chosen = sum(path.name.encode()) % 6 == 0
    changed = {way: of_pixels(one) for way, one in _changed(image)} if chosen else {}
    return of_pixels(image), changed


def _changed(image: Image.Image) -> Iterator[tuple[str, Image.Image]]:
    w, h = image.size
    rest = random.Random(w * h)
    half = image.resize((max(1, w // 2), max(1, h // 2)))
    yield "quality 30", _jpeg(image, 30)
    yield "half, quality 70", _jpeg(half, 70)
    yield "quarter", image.resize((max(1, w // 4), max(1, h // 4)))
    bright = ImageEnhance.Brightness(image).enhance(1.3)
    yield "brighter", ImageEnhance.Contrast(bright).enhance(1.2)
    yield "grey", image.convert("L")
    yield "mirror", _jpeg(ImageOps.mirror(image), 80)
    yield "turn 90", _jpeg(image.transpose(Image.Transpose.ROTATE_90), 80)
    yield "turn 180", _jpeg(image.transpose(Image.Transpose.ROTATE_180), 80)
    for percent in (3, 5, 8, 12):
        yield f"cut ≤ {percent} % a side", _jpeg(_cut(image, percent, rest), 80)
    for percent in (5, 8):
        mirrored = ImageOps.mirror(_cut(image, percent, rest))
        yield f"the same {percent} %, mirror", _jpeg(mirrored, 75)
    marked = image.copy()
    box = (0, int(h * 0.86), int(w * 0.6), int(h * 0.97))
    ImageDraw.Draw(marked).rectangle(box, fill=(255, 255, 255))
    yield "overlay bar", marked


def _cut(image: Image.Image, percent: int, rest: random.Random) -> Image.Image:
    left, top, right, bottom = (rest.uniform(percent / 200, percent / 100) for _ in range(4))
    w, h = image.size
    return image.crop((int(w * left), int(h * top), int(w * (1 - right)), int(h * (1 - bottom))))


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
    held = io.BytesIO()
    image.save(held, "JPEG", quality=quality)
    return Image.open(io.BytesIO(held.getvalue())).convert("RGB")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
