"""
The real photos that are measured on, and which of them are known to be one photo.

Every photo of damage, scenes, neardup and the originals of forgery is known; `sources` are those
that are changed and asked for: at least 400 pixels long, one of each group, spread over all.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

REAL = Path(__file__).resolve().parents[4] / "shared" / "data"
LEAST_SOURCE_SIDE = 400
UNLISTED = (("damage/dxlabskku__TQVCD/RN/RN_2.jpg", "damage/dxlabskku__TQVCD/RN/RN_8.jpg"),)
"""Copies that no list names: the same picture, looked at by eye."""

NOT_COPIES = {"DIFFERENT", "same-object-other-view"}
SUFFIXES = {".jpg", ".jpeg", ".png"}


@dataclass(frozen=True, slots=True)
class Collection:
    """Paths below `root`; `group` names the photo each is a copy of."""

    root: Path
    paths: tuple[str, ...]
    group: dict[str, str]

    def opened(self, path: str) -> Image.Image:
        """Upright, RGB, as large as it is."""
        with Image.open(self.root / path) as image:
            return ImageOps.exif_transpose(image).convert("RGB")

    def same(self, a: str, b: str) -> bool:
        listed = self.group.get(a, a) == self.group.get(b, b)
        return listed or (min(a, b), max(a, b)) in UNLISTED

    def sources(self, count: int) -> list[str]:
        """Every so many-th photo that is large enough, one of each group."""
        seen: set[str] = set()
        chosen = []
        for path in self.paths:
            name = self.group.get(path, path)
            with Image.open(self.root / path) as image:
                large = max(image.size) >= LEAST_SOURCE_SIDE and min(image.size) >= 200
            if large and name not in seen and not path.startswith("neardup"):
                seen.add(name)
                chosen.append(path)
        half = [p for p in chosen if p.startswith(("damage", "scenes/openalpr"))][: count // 2]
        rest = [p for p in chosen if p not in set(half)]
        step = max(1, len(rest) // max(1, count - len(half)))
        return half + rest[::step][: count - len(half)]


def collection(root: Path) -> Collection:
    """What lies at `root` (../shared/data)."""
    found = {
        str(p.relative_to(root))
        for folder in ("damage", "scenes", "neardup")
        for p in (root / folder).rglob("*")
        if p.suffix.lower() in SUFFIXES
    }
    found |= {r["original"] for r in rows(root / "forgery/pairs.csv") if r["original"]}
    paths = tuple(sorted(found))
    return Collection(root, paths, _groups(root, paths))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _groups(root: Path, paths: tuple[str, ...]) -> dict[str, str]:
    same = [
        (r["original"], r["derived"])
        for r in rows(root / "neardup/pairs.csv")
        if r["transform"] not in NOT_COPIES
    ]
    same += [(r["a"], r["b"]) for r in rows(root / "damage/cross_source_copies.csv")]
    first: dict[str, str] = {}
    for row in rows(root / "damage/same_photo_groups.csv"):
        same.append((first.setdefault(row["group"], row["path"]), row["path"]))
    bridges = [p for p in paths if "/bridge-" in p]
    same += [(bridges[0], p) for p in bridges]
    parent: dict[str, str] = {}

    def top(path: str) -> str:
        while parent.get(path, path) != path:
            path = parent[path]
        return path

    for a, b in same:
        parent[top(a)] = top(b)
    return {path: top(path) for pair in same for path in pair}
