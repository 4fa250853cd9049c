"""
What the tools that one could use today find of the same changes, asked in the same run.

    python -m tests.benchmarks.likeness.bench_peers FOLDER [sources]

Each known photo and each changed one is hashed; found is what lies within the threshold at which
a tool shows about one false pair in a million (reference figures), or its own default. difPy is
given each source and its changes as a folder. A tool that is not installed in the environment of
the run is left out with a sentence. Ours is measured by bench_recall.
"""

from __future__ import annotations

import importlib
import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import imagehash
import numpy as np
from PIL import Image

from tests.benchmarks.likeness.collection import REAL, collection
from tests.benchmarks.likeness.prepared import Made, known, queries

SOURCES = 40
Hashed = Callable[[Image.Image], Any]


def main(folder: Path, count: int) -> None:
    photos = collection(REAL)
    tools = dict(_tools())
    every = known(photos, folder)
    sources = list(queries(photos, folder, count))
    table: dict[str, dict[str, float]] = {}
    for name, (hashed, most) in tools.items():
        for path, _, changes in sources:
            original = hashed(_opened(every[path].small))
            for change, one in changes.items():
                apart = int(np.count_nonzero(original != hashed(_opened(one.small))))
                found = table.setdefault(change, {})
                found[name] = found.get(name, 0) + (apart <= most) / len(sources)
    names = list(tools)
    if (difpy := _module("difPy")) is not None:
        names.append("difPy similar")
        for path, _, changes in sources:
            for change in _by_difpy(difpy, every[path].small, changes):
                found = table[change]
                found[names[-1]] = found.get(names[-1], 0) + 1 / len(sources)
    sys.stdout.write("| change | " + " | ".join(names) + " |\n")
    for change, found in table.items():
        cells = " | ".join(f"{found.get(name, 0):.2f}" for name in names)
        sys.stdout.write(f"| {change} | {cells} |\n")


def _tools() -> list[tuple[str, tuple[Hashed, int]]]:
    found: list[tuple[str, tuple[Hashed, int]]] = [
        ("imagehash pHash ≤ 9", (lambda i: imagehash.phash(i).hash.ravel(), 9)),
        ("imagehash dHash ≤ 4", (lambda i: imagehash.dhash(i).hash.ravel(), 4)),
        ("imagehash wHash ≤ 4", (lambda i: imagehash.whash(i).hash.ravel(), 4)),
    ]
    pdqhash = _module("pdqhash")
    if pdqhash is not None:
        found.append(("pdqhash ≤ 69", (lambda i: pdqhash.compute(np.asarray(i))[0], 69)))
    methods = _module("imagededup.methods")
    if methods is not None:
        for name in ("PHash", "DHash"):
            found.append((f"imagededup {name} ≤ 10", (_imagededup(getattr(methods, name)()), 10)))
    return found


def _by_difpy(difpy: Any, source: bytes, changes: dict[str, Made]) -> Iterator[str]:
    """The changes that difPy lays in one group with their source."""
    with tempfile.TemporaryDirectory() as place:
        folder, names = Path(place), list(changes)
        (folder / "source.jpg").write_bytes(source)
        for number, name in enumerate(names):
            (folder / f"{number}.jpg").write_bytes(changes[name].small)
        built = difpy.build(place, show_progress=False, processes=1)
        alike = difpy.search(built, similarity="similar", show_progress=False, processes=1)
        for first, others in alike.result.items():
            group = {Path(first).stem, *(Path(other[0]).stem for other in others)}
            if "source" in group:
                yield from (names[int(one)] for one in group - {"source"})


def _imagededup(method: Any) -> Hashed:
    def hashed(image: Image.Image) -> Any:
        number = int(method.encode_image(image_array=np.asarray(image)), 16)
        return np.array([number >> bit & 1 for bit in range(64)])

    return hashed


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        sys.stdout.write(f"{name} is not installed here and is left out.\n")
        return None


def _opened(small: bytes) -> Image.Image:
    return Image.open(io.BytesIO(small)).convert("RGB")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:]]
    main(Path(sys.argv[1]), numbers[0] if numbers else SOURCES)
