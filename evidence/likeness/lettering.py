"""
Where a picture is print or lettering: a stamped date, the bars of a screen, a form.

Such places are alike in pictures that have nothing else in common, so points in them count for
nothing by themselves. A rough judgement by two signs: sharp strokes on an even ground, and
sharp strokes of pure white. It may mark too much; that costs a few points, no more.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_WINDOWS = (21, 45)
_EVEN, _SHARP, _WHITE = 5, 90, 244
_LEAST_EVEN, _LEAST_SHARP = 0.30, 0.15
_LEAST_WHITE, _MOST_WHITE, _LEAST_STROKES = 0.05, 0.60, 0.20


def lettering(grey: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """For each pixel, whether it lies in print or lettering."""
    contrast = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    marked = np.zeros(grey.shape, np.bool_)
    for window in _WINDOWS:
        even, sharp = _share(contrast <= _EVEN, window), _share(contrast >= _SHARP, window)
        white = _share(grey >= _WHITE, window)
        marked |= (even >= _LEAST_EVEN) & (sharp >= _LEAST_SHARP)
        marked |= (white >= _LEAST_WHITE) & (white <= _MOST_WHITE) & (sharp >= _LEAST_STROKES)
    return marked


def _share(where: NDArray[np.bool_], window: int) -> NDArray[np.float32]:
    shares = cv2.blur(where.astype(np.float32), (window, window))
    return np.asarray(shares, np.float32)
