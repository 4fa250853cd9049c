"""
Local features: small places of a picture described one by one, so that a part of it is found.

A SIFT point has a place, a size, a direction and 128 numbers (RootSIFT, a byte each). Points are
chosen over the whole picture, not only where it is richest. The same upright picture gives the
same bytes every time. A mirrored picture needs no second look: its features are a
rearrangement of these. A picture with too few points is known by its whole image only (仅整图比对).
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from evidence.errors import Damaged
from evidence.likeness.lettering import lettering
from evidence.words import say

VERSION = 1
STORED_POINTS, STORED_PIXELS = 250, 170_000
QUERY_POINTS, QUERY_PIXELS = 1000, 700_000
STORED_CHOICE, QUERY_CHOICE = 350, 2000
"""The strongest points, of which those are chosen: each is described, which costs time."""

FEWEST_POINTS = 60
"""Below this many points a picture is compared by its whole image only."""

MOST_POINTS = 4000
LEAST_SIDE, LONGEST_SIDE = 24, 2000
DIMENSIONS = 128
PLACE_UNIT = 32
"""Places and sizes of points are in 32nds of a pixel of the working picture."""

_TURN = 65536
_ROOT_UNIT = 512
_ROWS = 6
_LAYERS, _CONTRAST, _EDGE = 2, 0.02, 12
_HEAD = struct.Struct(">BHHH")
_Points = NDArray[np.uint16]
_Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class LocalFeatures:
    """
    `points`: a row each of x, y, size (32nds of a pixel) and direction (65536ths of a turn,
    clockwise); `lettered`: whether it lies in print or lettering; `descriptors`: 128 bytes each.
    """

    version: int
    width: int
    height: int
    points: _Points
    lettered: NDArray[np.bool_]
    descriptors: _Bytes

    def __len__(self) -> int:
        return len(self.points)

    @property
    def whole_image_only(self) -> bool:
        """Too little to see for a search by parts."""
        return len(self.points) < FEWEST_POINTS

    @property
    def places(self) -> NDArray[np.float64]:
        """x and y in pixels of the working picture."""
        return np.asarray(self.points[:, :2] / PLACE_UNIT, np.float64)

    @property
    def sizes(self) -> NDArray[np.float64]:
        return np.asarray(np.maximum(self.points[:, 2], 1) / PLACE_UNIT, np.float64)

    @property
    def directions(self) -> NDArray[np.float64]:
        """In radians."""
        return np.asarray(self.points[:, 3] * (2 * np.pi / _TURN), np.float64)

    def mirrored(self) -> LocalFeatures:
        """What the picture's mirror image (left for right) would have given."""
        points = self.points.copy()
        points[:, 0] = np.maximum(0, (self.width - 1) * PLACE_UNIT - points[:, 0].astype(np.int64))
        points[:, 3] = (_TURN // 2 - points[:, 3].astype(np.int64)) % _TURN
        size = (self.width, self.height)
        return LocalFeatures(
            self.version, *size, points, self.lettered, self.descriptors[:, _mirror()]
        )

    def to_bytes(self) -> bytes:
        """Version, width, height, count (big-endian), then points, lettering and descriptors."""
        head = _HEAD.pack(self.version, self.width, self.height, len(self.points))
        marks = np.packbits(self.lettered)
        parts = (self.points.astype(">u2"), marks, self.descriptors)
        return head + b"".join(part.tobytes() for part in parts)

    @classmethod
    def from_bytes(cls, untrusted_bytes: bytes) -> LocalFeatures:
        """The inverse of `to_bytes`; raises `Damaged`."""
        if len(untrusted_bytes) < _HEAD.size:
            raise Damaged(say("Local features have the wrong length."))
        version, width, height, count = _HEAD.unpack_from(untrusted_bytes)
        if version != VERSION:
            raise Damaged(say("Local features are of another version."))
        ends = np.cumsum([_HEAD.size, 8 * count, (count + 7) // 8, DIMENSIONS * count])
        if count > MOST_POINTS or len(untrusted_bytes) != ends[-1]:
            raise Damaged(say("Local features have the wrong length."))
        points, marks, descriptors = (
            np.frombuffer(untrusted_bytes[a:b], np.uint8)
            for a, b in zip(ends[:-1], ends[1:], strict=True)
        )
        return cls(
            version,
            width,
            height,
            points.view(">u2").astype(np.uint16).reshape(count, 4),
            np.unpackbits(marks, count=count).astype(np.bool_),
            descriptors.reshape(count, DIMENSIONS),
        )


def of_pixels(
    image: Image.Image, most: int = STORED_POINTS, pixels: int = STORED_PIXELS
) -> LocalFeatures:
    """The `most` features of an upright decoded picture of any mode, at about `pixels` pixels."""
    grey = working(image, pixels)
    height, width = grey.shape
    if min(grey.shape) < LEAST_SIDE:
        return _none(width, height)
    choice = STORED_CHOICE if most <= STORED_POINTS else QUERY_CHOICE
    found, raw = _sift(choice).detectAndCompute(grey, None)
    if not found:
        return _none(width, height)
    table = np.array([(*p.pt, p.size, p.angle, p.response) for p in found], np.float64)
    chosen = _spread(table, width, height, most)
    table, raw = table[chosen], raw[chosen]
    marks = lettering(grey)
    across = np.clip(np.rint(table[:, 0]).astype(int), 0, width - 1)
    down = np.clip(np.rint(table[:, 1]).astype(int), 0, height - 1)
    return LocalFeatures(
        VERSION, width, height, _rounded(table), marks[down, across], root_sift(raw)
    )


def working(image: Image.Image, pixels: int) -> _Bytes:
    """The picture in grey with at most about `pixels` pixels, means of areas; never made larger."""
    grey = np.asarray(image if image.mode == "L" else image.convert("L"))
    scale = min(math.sqrt(pixels / max(1, grey.size)), LONGEST_SIDE / max(1, *grey.shape))
    if scale >= 1:
        return grey
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def root_sift(raw: NDArray[Any]) -> _Bytes:
    """The root of each share of a SIFT descriptor, in 512ths; 255 at most."""
    total = np.maximum(raw.sum(axis=1, keepdims=True), 1)
    roots = np.rint(_ROOT_UNIT * np.sqrt(raw / total))
    return np.asarray(np.minimum(255, roots), np.uint8)


def _spread(table: NDArray[np.float64], width: int, height: int, most: int) -> list[int]:
    """The strongest of every cell of a grid first, then the second of every cell, and so on."""
    cell = max(width, height) / _ROWS
    cells = (table[:, 1] // cell).astype(int) * _ROWS + (table[:, 0] // cell).astype(int)
    keys = (table[:, 3], table[:, 2], table[:, 0], table[:, 1], -table[:, 4], cells)
    order = np.lexsort(keys)
    rank = np.zeros(len(table), int)
    starts = np.flatnonzero(np.r_[True, np.diff(cells[order]) != 0])
    rank[order] = np.arange(len(table)) - np.repeat(starts, np.diff(np.r_[starts, len(table)]))
    chosen = np.lexsort((*keys[:5], rank))[:most]
    return sorted(int(i) for i in chosen)


def _rounded(table: NDArray[np.float64]) -> _Points:
    places = np.rint(np.clip(table[:, :3] * PLACE_UNIT, 0, _TURN - 1))
    turns = np.rint(table[:, 3:4] * (_TURN / 360)) % _TURN
    return np.concatenate([places, turns], axis=1).astype(np.uint16)


def _none(width: int, height: int) -> LocalFeatures:
    return LocalFeatures(
        VERSION,
        width,
        height,
        np.zeros((0, 4), np.uint16),
        np.zeros(0, np.bool_),
        np.zeros((0, DIMENSIONS), np.uint8),
    )


def _sift(most: int) -> Any:
    return cv2.SIFT_create(  # type: ignore[attr-defined]
        nfeatures=most, nOctaveLayers=_LAYERS, contrastThreshold=_CONTRAST, edgeThreshold=_EDGE
    )


@cache
def _mirror() -> NDArray[np.intp]:
    """Where each number of a descriptor comes from: rows and directions run the other way."""
    bins = np.arange(DIMENSIONS).reshape(4, 4, 8)
    turned: NDArray[np.intp] = bins[::-1][:, :, (-np.arange(8)) % 8].reshape(-1)
    return turned
