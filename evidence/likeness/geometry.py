"""
Whether the local features of two pictures lie alike: one turn, scale, shift or tilt for many.

Every match of two points proposes a similarity by itself, all are tried, the best are refined:
similarity, affine, homography, each only if it explains more. Nothing is drawn by lot, so the
same two pictures give the same answer every time. What does not hold as the picture of a plane
(folded, squeezed, all on a line or on one spot, only lettering) is no agreement. Of mirrored
pictures the caller gives mirrored features. Ask with the lesser key first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evidence.likeness.descriptors import LocalFeatures

MOST_MATCHES = 240
FEWEST_INLIERS = 6
FEWEST_OUTSIDE = 5
"""Inliers that must lie outside print and lettering."""

_UNIT = 512.0**2
_LEAST_COSINE = 0.70
_RATIO = 0.92
_SAME_SPOT = 5.0
_ANGLE, _LOG_SCALE, _NEAR, _FAR = 0.40, 0.55, 6.0, 0.12
_TRIED = 6
_LOOSE, _MIDDLE, _TIGHT = 12.0, 6.0, 3.5
_LARGEST_SCALE, _LARGEST_SQUEEZE, _LEAST_WIDTH = 10.0, 2.2, 4.0
_CLOSER = 0.6
"""A freer transform is also worth it where the middling miss is this much smaller."""

_NEIGHBOURS = 3
_WORTH_A_STRETCH, _WORTH_A_TILT, _FEWEST_FREER = 1.05, 1.08, 8
_Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Agreement:
    """
    `transform` takes pixels of the first working picture to the second's; `inliers` are distinct
    places, `outside` those not in lettering; `matches` are x, y, x, y of every inlier; `share`
    is inliers to what could have matched; `residual` the median miss in pixels; `surprise` how
    unlikely a chance agreement of random points would be (-log10).
    """

    inliers: int
    outside: int
    share: float
    residual: float
    surprise: float
    transform: NDArray[np.float64]
    matches: NDArray[np.float64]
    mirrored: bool = False


def agreement(first: LocalFeatures, second: LocalFeatures) -> Agreement | None:
    """How the two lie alike, the first as it is; None if they do not."""
    if min(len(first), len(second)) < FEWEST_INLIERS:
        return None
    pairs = _matches(first, second)
    if len(pairs) < FEWEST_INLIERS:
        return None
    a, b = first.places[pairs[:, 0]], second.places[pairs[:, 1]]
    best: tuple[int, _Array, _Array] | None = None
    for inside in _proposals(first, second, pairs, a, b):
        refined = _refined(a, b, inside)
        if refined is not None and (best is None or refined[0] > best[0]):
            best = refined
    if best is None:
        return None
    return _weighed(first, second, pairs, best[1], best[2])


def agreement_mirrored(first: LocalFeatures, second: LocalFeatures) -> Agreement | None:
    """How the two lie alike, the first mirrored; `transform` and `matches` are of the first."""
    turned = agreement(first.mirrored(), second)
    if turned is None:
        return None
    return replace(
        turned,
        transform=turned.transform @ _mirror(first.width),
        matches=_mirrored_back(turned.matches, first.width),
        mirrored=True,
    )


def agreement_either_way(first: LocalFeatures, second: LocalFeatures) -> Agreement | None:
    """The better of the first as it is and mirrored."""
    straight, turned = agreement(first, second), agreement_mirrored(first, second)
    if turned is None or (straight is not None and straight.surprise >= turned.surprise):
        return straight
    return turned


def shared_miss(found: Agreement) -> float:
    """
    By how much points miss together with their neighbours, in pixels of the coarser picture.

    What a program made misses by noise, each point its own way. Things at several depths, seen
    from two places, move in groups.
    """
    before, after = found.matches[:, :2], found.matches[:, 2:]
    miss = laid(found.transform, before) - after
    away = np.abs(after[:, None] - after[None]).max(axis=2)
    np.fill_diagonal(away, np.inf)
    beside = np.argsort(away, axis=1, kind="stable")[:, :_NEIGHBOURS]
    together = float((miss[:, None] * miss[beside]).sum(axis=2).mean())
    larger = math.sqrt(abs(float(np.linalg.det(found.transform[:2, :2]))))
    return math.sqrt(max(0.0, together)) / max(1.0, larger)


def laid(transform: _Array, places: _Array) -> _Array:
    """Places of the first picture as places of the second."""
    carried = places @ transform[:, :2].T + transform[:, 2]
    depth = carried[:, 2:]
    return np.asarray(carried[:, :2] / np.where(np.abs(depth) < 1e-9, 1e-9, depth))


def _matches(first: LocalFeatures, second: LocalFeatures) -> NDArray[np.intp]:
    """Pairs each of which is the other's nearest, and nearer than anything elsewhere."""
    cosines = first.descriptors.astype(np.float32) @ second.descriptors.astype(np.float32).T
    cosines /= _UNIT
    best = cosines.argmax(axis=1)
    rows = np.arange(len(first))
    value = cosines[rows, best]
    back = cosines.argmax(axis=0)[best]
    a, b = first.places, second.places
    mutual = (np.abs(a[back] - a) < _SAME_SPOT).all(axis=1)
    kept = np.flatnonzero(mutual & (value > _LEAST_COSINE))
    near = np.asarray((np.abs(b[:, None] - b[None]) < _SAME_SPOT).all(axis=2))
    rest = np.where(near[best[kept]], -1, cosines[kept]).max(axis=1)
    distance = 2 - 2 * np.minimum(1, value[kept])
    clear = distance <= _RATIO**2 * (2 - 2 * rest)
    kept, distance = kept[clear], distance[clear]
    order = np.lexsort((kept, np.round(distance, 6)))[:MOST_MATCHES]
    return np.stack([kept[order], best[kept[order]]], axis=1)


def _proposals(
    first: LocalFeatures, second: LocalFeatures, pairs: _Array, a: _Array, b: _Array
) -> list[NDArray[np.bool_]]:
    """What follows each of the best single matches, most followers first."""
    turn = second.directions[pairs[:, 1]] - first.directions[pairs[:, 0]]
    scale = np.log(second.sizes[pairs[:, 1]] / first.sizes[pairs[:, 0]])
    za, zb = a[:, 0] + 1j * a[:, 1], b[:, 0] + 1j * b[:, 1]
    step = np.exp(scale + 1j * turn)
    away = za[None] - za[:, None]
    miss = np.abs(zb[None] - zb[:, None] - step[:, None] * away)
    room = (_NEAR + _FAR * np.abs(away) * np.abs(step)[:, None]) * np.maximum(1, np.exp(scale / 2))
    other = np.abs((turn[None] - turn[:, None] + np.pi) % (2 * np.pi) - np.pi)
    follows = (miss < room) & (other < _ANGLE)
    follows &= np.abs(scale[None] - scale[:, None]) < _LOG_SCALE
    count = follows.sum(axis=1)
    chosen: list[NDArray[np.bool_]] = []
    for i in np.lexsort((np.arange(len(count)), -count)):
        if count[i] < FEWEST_INLIERS - 1 or len(chosen) == _TRIED:
            break
        if all((follows[i] & one).sum() < 0.8 * count[i] for one in chosen):
            chosen.append(follows[i])
    return chosen


def _refined(
    a: _Array, b: _Array, inside: NDArray[np.bool_]
) -> tuple[int, _Array, NDArray[np.bool_]] | None:
    """The plainest transform that explains what these matches have in common."""
    transform = np.eye(3)
    for fit, room in ((_similarity, _LOOSE), (_affine, _LOOSE), (_affine, _MIDDLE)):
        if inside.sum() < FEWEST_INLIERS:
            return None
        transform = fit(a[inside], b[inside])
        inside = _miss(transform, a, b) < room
    plain, held = _settled(a, b, inside, _similarity)
    for fit, worth in ((_affine, _WORTH_A_STRETCH), (_homography, _WORTH_A_TILT)):
        freer, more = _settled(a, b, inside, fit)
        if inside.sum() < _FEWEST_FREER:
            break
        closer = more.sum() >= held.sum() and _middle(freer, a, b, more) < _CLOSER * _middle(
            plain, a, b, held
        )
        if closer or more.sum() > worth * held.sum():
            plain, held = freer, more
    return int(held.sum()), plain, held


def _settled(a: _Array, b: _Array, inside: _Array, fit: Any) -> tuple[_Array, _Array]:
    transform = np.eye(3)
    for _ in range(4):
        if inside.sum() < FEWEST_INLIERS:
            return transform, np.zeros(len(a), np.bool_)
        transform = fit(a[inside], b[inside])
        now = _miss(transform, a, b) < _TIGHT
        if (now == inside).all():
            break
        inside = now
    return transform, inside


def _middle(transform: _Array, a: _Array, b: _Array, inside: _Array) -> float:
    return float(np.median(_miss(transform, a, b)[inside])) if inside.any() else math.inf


def _miss(transform: _Array, a: _Array, b: _Array) -> _Array:
    """Distances in pixels of the coarser picture."""
    scale = math.sqrt(max(1e-9, abs(float(np.linalg.det(transform[:2, :2])))))
    return np.asarray(np.linalg.norm(laid(transform, a) - b, axis=1) / max(1.0, scale))


def _similarity(a: _Array, b: _Array) -> _Array:
    za, zb = a[:, 0] + 1j * a[:, 1], b[:, 0] + 1j * b[:, 1]
    ma, mb = za.mean(), zb.mean()
    spread = float((np.abs(za - ma) ** 2).sum())
    step = ((zb - mb) * np.conj(za - ma)).sum() / max(spread, 1e-9)
    shift = mb - step * ma
    return np.array(
        [[step.real, -step.imag, shift.real], [step.imag, step.real, shift.imag], [0, 0, 1.0]]
    )


def _affine(a: _Array, b: _Array) -> _Array:
    rows = np.column_stack([a, np.ones(len(a))])
    solved = np.linalg.lstsq(rows, b, rcond=None)[0].T
    return np.vstack([solved, [0, 0, 1.0]])


def _homography(a: _Array, b: _Array) -> _Array:
    """Directly, on centred places; the last number is 1."""
    ta, tb = _centring(a), _centring(b)
    x, y = laid(ta, a).T
    u, v = laid(tb, b).T
    one, none = np.ones(len(a)), np.zeros(len(a))
    rows = np.concatenate(
        [
            np.column_stack([x, y, one, none, none, none, -u * x, -u * y]),
            np.column_stack([none, none, none, x, y, one, -v * x, -v * y]),
        ]
    )
    solved = np.linalg.lstsq(rows, np.concatenate([u, v]), rcond=None)[0]
    whole = np.linalg.inv(tb) @ np.append(solved, 1.0).reshape(3, 3) @ ta
    return np.asarray(whole / (whole[2, 2] or 1e-9))


def _centring(places: _Array) -> _Array:
    mean = places.mean(axis=0)
    scale = 1.0 / max(1e-6, float(places.std()))
    return np.array([[scale, 0, -scale * mean[0]], [0, scale, -scale * mean[1]], [0, 0, 1.0]])


def _weighed(
    first: LocalFeatures, second: LocalFeatures, pairs: _Array, transform: _Array, inside: _Array
) -> Agreement | None:
    chosen = pairs[inside]
    a, b = first.places[chosen[:, 0]], second.places[chosen[:, 1]]
    kept = _distinct(a, b)
    clear = ~(first.lettered[chosen[kept, 0]] | second.lettered[chosen[kept, 1]])
    inliers, outside = len(kept), int(clear.sum())
    if inliers < FEWEST_INLIERS or outside < FEWEST_OUTSIDE or not _holds(transform, a, b):
        return None
    could = _could(first, second, transform)
    return Agreement(
        inliers=inliers,
        outside=outside,
        share=inliers / max(inliers, could),
        residual=float(np.median(_miss(transform, a, b))),
        surprise=_surprise(len(pairs), outside, second),
        transform=transform,
        matches=np.concatenate([a[kept], b[kept]], axis=1),
    )


def _distinct(a: _Array, b: _Array) -> NDArray[np.intp]:
    """One inlier for each spot of either picture."""
    kept = np.arange(len(a))
    for places in (a, b):
        spots = np.rint(places[kept] / _SAME_SPOT).astype(np.int64)
        _, first = np.unique(spots, axis=0, return_index=True)
        kept = kept[np.sort(first)]
    return kept


def _holds(transform: _Array, a: _Array, b: _Array) -> bool:
    """Whether this can be one flat thing seen twice."""
    centre = a.mean(axis=0)
    step = max(4.0, float(a.std()))
    corners = centre + step * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [0, 0]])
    if (np.column_stack([a, np.ones(len(a))]) @ transform[2] <= 0.05).any():
        return False
    quad = laid(transform, corners)
    across, down = (quad[2] - quad[3]) / (2 * step), (quad[2] - quad[1]) / (2 * step)
    local = np.stack([across, down], axis=1)
    big, small = np.linalg.svd(local, compute_uv=False)
    if np.linalg.det(local) <= 0 or small < 1e-6 or big / small > _LARGEST_SQUEEZE:
        return False
    if not 1 / _LARGEST_SCALE < math.sqrt(big * small) < _LARGEST_SCALE:
        return False
    return min(_width(a), _width(b)) >= _LEAST_WIDTH


def _width(places: _Array) -> float:
    """How far the places reach to the side of their own line."""
    return float(np.sqrt(max(0.0, np.linalg.eigvalsh(np.cov(places.T))[0])))


def _could(first: LocalFeatures, second: LocalFeatures, transform: _Array) -> int:
    """How many points of either lie where the other picture is."""
    there = laid(transform, first.places)
    size = np.array([second.width, second.height])
    ours = int(((there >= 0) & (there < size)).all(axis=1).sum())
    back = laid(np.linalg.pinv(transform), second.places)
    size = np.array([first.width, first.height])
    theirs = int(((back >= 0) & (back < size)).all(axis=1).sum())
    return min(ours, theirs)


def _surprise(matches: int, inliers: int, second: LocalFeatures) -> float:
    """By Chernoff's bound on the binomial: random points meeting a model of four of them."""
    area = float(second.width * second.height)
    by_chance = min(0.5, math.pi * _TIGHT**2 / area * 4) + 1e-6
    count, met = max(1, matches - 3), max(0, inliers - 3)
    rate = min(1 - 1e-9, met / count)
    if rate <= by_chance:
        return 0.0
    apart = rate * math.log(rate / by_chance)
    apart += (1 - rate) * math.log((1 - rate) / (1 - by_chance))
    return (count * apart - 3 * math.log(max(2, matches))) / math.log(10)


def _mirror(width: int) -> _Array:
    return np.array([[-1.0, 0, width - 1], [0, 1, 0], [0, 0, 1]])


def _mirrored_back(matches: _Array, width: int) -> _Array:
    back = matches.copy()
    back[:, 0] = width - 1 - back[:, 0]
    return back
