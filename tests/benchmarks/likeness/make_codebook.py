"""
Makes resources/tables/parts.npz: how a descriptor is brought to a cell and a 64-bit code.

    python -m tests.benchmarks.likeness.make_codebook

From the features of the real photos (../shared/data) only sums and means are kept: the axes along
which descriptors differ (64 of 128, turned so that signs say most), and 2 × 512 means of each
half of them. Nothing of any one picture is in the table.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from evidence.likeness.descriptors import of_pixels
from tests.benchmarks.likeness.collection import REAL, collection

TABLE = Path(__file__).resolve().parents[3] / "resources" / "tables" / "parts.npz"
DIMENSIONS, MEANS, ROUNDS = 64, 512, 25
_Table = NDArray[np.float32]


def main() -> None:
    """Over every third photo's descriptors, each also mirrored."""
    photos = collection(REAL)
    parts = []
    for path in photos.paths[::3]:
        made = of_pixels(photos.opened(path))
        parts += [made.descriptors, made.mirrored().descriptors]
    write(np.concatenate(parts), TABLE)


def write(descriptors: NDArray[np.uint8], table: Path) -> None:
    """Learn from these descriptors and write the table."""
    cv2.setRNGSeed(1)
    data = descriptors.astype(np.float32)
    centre = data.mean(axis=0)
    axes = _axes(data - centre)
    turned = (data - centre) @ axes
    halves = np.split(turned, 2, axis=1)
    means = np.stack([_means(half) for half in halves])
    np.savez_compressed(
        table,
        centre=centre.astype(np.float16),
        axes=axes.astype(np.float16),
        means=means.astype(np.float16),
    )
    sys.stdout.write(f"{len(data)} descriptors, {table.stat().st_size} bytes\n")


def _axes(data: _Table) -> _Table:
    """The main axes, turned until signs lose least (iterative quantisation, Gong et al. 2013)."""
    _, vectors = np.linalg.eigh(data.T @ data / len(data))
    main = vectors[:, ::-1][:, :DIMENSIONS].astype(np.float32)
    sample = (data @ main)[:: max(1, len(data) // 60_000)]
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(DIMENSIONS, DIMENSIONS)))[0]
    for _ in range(50):
        u, _, v = np.linalg.svd(np.sign(sample @ turn).T @ sample)
        turn = (u @ v).T
    return np.asarray(main @ turn, np.float32)


def _means(half: _Table) -> _Table:
    stop = (cv2.TERM_CRITERIA_MAX_ITER, ROUNDS, 0.0)
    sample = np.ascontiguousarray(half[:: max(1, len(half) // 80_000)])
    _, _, means = cv2.kmeans(sample, MEANS, None, stop, 1, cv2.KMEANS_PP_CENTERS)  # type: ignore[call-overload]
    return np.asarray(means, np.float32)


if __name__ == "__main__":
    main()
