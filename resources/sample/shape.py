"""
The shapes of vehicles: meshes with a normal at every corner.

x points to the front, y to the left, z up; metres; the wheels stand on z = 0. Each
corner carries `along` (0 rear … 1 front, beyond at the bumpers) and `around`
(0 sill … 1 middle of the roof), by which the paint shop finds doors and windows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from resources.sample.noise import Floats, step

BELT, RAIL = 0.52, 0.80  # `around` at the lower rim of the windows and at the roof rail


@dataclass(frozen=True, slots=True)
class Shape:
    """A body style. `top` and `belt` are outlines seen from the side: (along, height)."""

    name: str
    length: float
    width: float
    top: tuple[tuple[float, float], ...]
    belt: tuple[tuple[float, float], ...]
    side_glass: tuple[float, float]
    pillar: float
    screen: tuple[float, float]
    rear_screen: tuple[float, float]
    doors: tuple[float, ...]
    axles: tuple[float, float]
    wheel: float = 0.325

    def axle_x(self) -> tuple[float, float]:
        rear, front = self.axles
        return (rear - 0.5) * self.length, (front - 0.5) * self.length


SEDAN = Shape(
    "sedan", 4.65, 1.82,
    ((0, 0.98), (0.03, 1.06), (0.14, 1.10), (0.20, 1.16), (0.34, 1.42), (0.46, 1.47),
     (0.56, 1.45), (0.73, 1.05), (0.76, 1.00), (0.92, 0.87), (1, 0.74)),
    ((0, 0.92), (0.5, 0.93), (0.74, 0.90), (1, 0.66)),
    (0.20, 0.71), 0.475, (0.585, 0.725), (0.185, 0.335), (0.30, 0.475, 0.70), (0.19, 0.81),
)  # fmt: skip
SUV = Shape(
    "suv", 4.55, 1.88,
    ((0, 1.15), (0.02, 1.22), (0.05, 1.42), (0.10, 1.62), (0.25, 1.70), (0.50, 1.70),
     (0.58, 1.64), (0.72, 1.20), (0.75, 1.14), (0.93, 1.02), (1, 0.86)),
    ((0, 1.06), (0.5, 1.06), (0.74, 1.02), (1, 0.78)),
    (0.08, 0.70), 0.46, (0.60, 0.715), (0.02, 0.09), (0.27, 0.46, 0.69), (0.19, 0.81), 0.36,
)  # fmt: skip
HATCH = Shape(
    "hatch", 4.05, 1.74,
    ((0, 1.05), (0.02, 1.12), (0.07, 1.33), (0.14, 1.48), (0.30, 1.53), (0.50, 1.52),
     (0.57, 1.48), (0.745, 1.08), (0.78, 1.02), (0.94, 0.90), (1, 0.76)),
    ((0, 0.98), (0.5, 0.95), (0.76, 0.92), (1, 0.68)),
    (0.12, 0.725), 0.45, (0.60, 0.74), (0.025, 0.125), (0.26, 0.45, 0.715), (0.18, 0.815), 0.31,
)  # fmt: skip
VAN = Shape(
    "van", 4.45, 1.72,
    ((0, 1.40), (0.01, 1.62), (0.03, 1.80), (0.15, 1.88), (0.50, 1.89), (0.68, 1.84),
     (0.74, 1.72), (0.90, 1.12), (0.93, 1.06), (0.97, 0.98), (1, 0.90)),
    ((0, 1.08), (0.5, 1.06), (0.88, 0.98), (1, 0.80)),
    (0.05, 0.86), 0.44, (0.745, 0.89), (0.012, 0.035), (0.27, 0.62, 0.84), (0.20, 0.83), 0.30,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mesh:
    """`corners` (n, 8): position, normal, along, around. `faces` (m, 3). `part` names the paint."""

    part: str
    corners: Floats
    faces: np.ndarray[tuple[int, int], np.dtype[np.int32]]

    def placed(self, x: float, y: float, turn: float) -> Mesh:
        """The mesh turned about the vertical by `turn` radians and set down at (x, y)."""
        c, s = np.float32(np.cos(turn)), np.float32(np.sin(turn))
        moved = self.corners.copy()
        for i in (0, 3):
            a, b = self.corners[:, i], self.corners[:, i + 1]
            moved[:, i], moved[:, i + 1] = c * a - s * b, s * a + c * b
        moved[:, 0] += np.float32(x)
        moved[:, 1] += np.float32(y)
        return Mesh(self.part, moved, self.faces)


@cache
def body(shape: Shape) -> Mesh:
    """The body in one skin: sides, bonnet, roof, bumpers."""
    along = np.concatenate([np.linspace(0, 0.12, 18), np.linspace(0.13, 0.87, 84),
                            np.linspace(0.88, 1, 20)])  # fmt: skip
    around = np.linspace(0, 1, 44)
    y, z = _with_floor(*_sections(shape, along, around))
    around = np.concatenate([[-0.2, -0.1], around])
    x = np.repeat(((along - 0.5) * shape.length)[:, None], len(around), 1)
    s = np.repeat(along[:, None], len(around), 1)
    x, y, z, s = _with_bumpers(x, y, z, s)
    ends = step(0.60, 1.0, np.abs(x / (shape.length / 2)).astype(np.float32))
    x = x - np.sign(x) * ends * 0.24 * np.abs(y / (shape.width / 2)) ** 2.6
    v = np.repeat(around[None, :], len(x), 0)
    halves = [np.concatenate([g, g[:, -2::-1] * sign], 1)
              for g, sign in ((x, 1), (y, -1), (z, 1), (s, 1), (v, 1))]  # fmt: skip
    return _skin("body", *halves)


@cache
def wheels(shape: Shape) -> tuple[Mesh, ...]:
    """Four wheels, each a part of its own, the left ones first."""
    made = []
    for side in (1, -1):
        for x in shape.axle_x():
            made.append(_wheel(x, side * (shape.width / 2 - 0.10), side, shape.wheel))
    return tuple(made)


def mirrors(shape: Shape) -> list[Mesh]:
    x = (shape.side_glass[1] - 0.035 - 0.5) * shape.length
    z = float(outline(shape.belt, np.array(shape.side_glass[1]))) + 0.10
    return [_ball("mirror", (x, side * (shape.width / 2 + 0.07), z), (0.075, 0.12, 0.085))
            for side in (1, -1)]  # fmt: skip


def outline(line: tuple[tuple[float, float], ...], along: Floats) -> Floats:
    """The height of an outline at `along`."""
    xs, ys = np.array(line).T
    return np.asarray(np.interp(along, xs, ys), np.float32)


def _sections(shape: Shape, along: Floats, around: Floats) -> tuple[Floats, Floats]:
    """Half cross-sections along the length: y and z by (along, around)."""
    top = _smoothed(along, shape.top, 0.012)
    belt = np.minimum(_smoothed(along, shape.belt, 0.03), top - 0.05)
    bottom = 0.20 + 0.10 * np.abs(2 * along - 1) ** 4
    half = shape.width / 2 * (1 - 0.09 * np.abs(2 * along - 1) ** 3.5)
    rail = half * 0.955 - 0.40 * np.maximum(top - belt - 0.10, 0) - 0.07
    stops = [0.0, 0.10, 0.28, 0.40, 0.46, BELT, RAIL, 0.88, 1.0]
    ys = np.stack([half * 0.93, half * 0.975, half, half * 0.985, half * 0.985,
                   half * 0.945, rail, rail * 0.72, rail * 0], 1)  # fmt: skip
    lift = belt - bottom
    zs = np.stack([bottom, bottom + 0.12 * lift, bottom + 0.42 * lift, bottom + 0.70 * lift,
                   bottom + 0.84 * lift, belt, top - 0.16 * (top - belt) - 0.012,
                   top - 0.012, top], 1)  # fmt: skip
    y = np.stack([np.interp(around, stops, row) for row in ys])
    z = np.stack([np.interp(around, stops, row) for row in zs])
    return _eased(y), _eased(z)


def _with_floor(y: Floats, z: Floats) -> tuple[Floats, Floats]:
    """Close the sections underneath."""
    sill_y, sill_z = y[:, :1], z[:, :1]
    return np.concatenate([sill_y * 0, sill_y * 0.9, y], 1), np.concatenate([sill_z, sill_z, z], 1)


def _eased(rows: Floats) -> Floats:
    """Round the bends across, and a little along; the rims stay where they are."""
    out = rows.copy()
    for _ in range(3):
        out[:, 1:-1] = (out[:, :-2] + 2 * out[:, 1:-1] + out[:, 2:]) / 4
        out[:, -1] = out[:, -2] * 0.25 + out[:, -1] * 0.75 if rows[0, -1] else 0
    out[1:-1] = (out[:-2] + 2 * out[1:-1] + out[2:]) / 4
    return out


def _smoothed(at: Floats, line: tuple[tuple[float, float], ...], width: float) -> Floats:
    """The outline at `at`, its corners rounded over `width`."""
    xs, ys = zip(*line, strict=True)
    near = np.linspace(-2, 2, 9)
    weight = np.exp(-(near**2))
    values = [np.interp(at + n * width, xs, ys) for n in near]
    return np.asarray(np.tensordot(weight / weight.sum(), np.stack(values), 1))


def _with_bumpers(x: Floats, y: Floats, z: Floats, s: Floats) -> tuple[Floats, ...]:
    """Close the open ends with bluff, rounded faces."""
    out = [[g] for g in (x, y, z, s)]
    for end, sign in ((0, -1), (-1, 1)):
        steps = np.sin(np.linspace(0, np.pi / 2, 16))[1:]
        shrink = (1 - steps**5) ** (1 / 3.2)
        middle = (z[end].min() + z[end].max()) / 2 - 0.05
        caps = (
            x[end] + sign * 0.14 * steps[:, None],
            y[end] * shrink[:, None],
            middle + (z[end] - middle) * shrink[:, None],
            s[end] + sign * 0.05 * steps[:, None],
        )
        for rows, cap in zip(out, caps, strict=True):
            rows.insert(0, cap[::-1]) if sign < 0 else rows.append(cap)
    return tuple(np.concatenate(rows) for rows in out)


def _wheel(x: float, y: float, side: int, radius: float) -> Mesh:
    turn = np.linspace(0, 2 * np.pi, 49)
    rim = radius * 0.68
    profile = [(0.001, 0.045), (0.05, 0.05), (0.07, 0.035), (rim * 0.5, 0.03), (rim * 0.92, 0.05),
               (rim * 0.97, 0.085), (rim * 1.02, 0.10), (radius * 0.86, 0.115),
               (radius * 0.96, 0.10), (radius, 0.06), (radius, -0.10)]  # fmt: skip
    r = np.array([p[0] for p in profile])
    out = np.array([p[1] for p in profile]) * side
    xs = x + np.cos(turn)[:, None] * r[None, :]
    zs = radius + np.sin(turn)[:, None] * r[None, :]
    ys = np.repeat((y + out)[None, :], len(turn), 0)
    spin = np.repeat(turn[:, None], len(r), 1)
    reach = np.repeat(r[None, :] / radius, len(turn), 0)
    grids = (xs, ys, zs, spin, reach)
    return _skin("wheel", *(g if side < 0 else g[:, ::-1] for g in grids))


def _ball(part: str, centre: tuple[float, float, float], size: tuple[float, float, float]) -> Mesh:
    a = np.linspace(0, 2 * np.pi, 25)[:, None]
    b = np.linspace(0, np.pi, 15)[None, :]
    x = centre[0] + size[0] * np.cos(a) * np.sin(b)
    y = centre[1] + size[1] * np.sin(a) * np.sin(b)
    z = centre[2] + size[2] * np.cos(b) * np.ones_like(a)
    level = np.repeat(np.cos(b), len(a), 0)
    return _skin(part, x, y, z, level * 0, level)


def _skin(part: str, x: Floats, y: Floats, z: Floats, s: Floats, v: Floats) -> Mesh:
    """A grid as triangles, with smooth normals."""
    places = np.stack([x, y, z], -1)
    du, dv = np.gradient(places, axis=0), np.gradient(places, axis=1)
    normal = np.cross(du, dv)
    normal /= np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-9)
    centre = places.reshape(-1, 3).mean(0)
    if np.sum(normal * (places - centre)) < 0:
        normal = -normal
    corners = np.concatenate([places, normal, s[..., None], v[..., None]], -1)
    rows, columns = x.shape
    at = np.arange(rows * columns, dtype=np.int32).reshape(rows, columns)
    a, b, c, d = at[:-1, :-1], at[1:, :-1], at[1:, 1:], at[:-1, 1:]
    faces = np.concatenate([np.stack(t, -1).reshape(-1, 3) for t in ((a, b, c), (a, c, d))])
    return Mesh(part, corners.reshape(-1, 8).astype(np.float32), faces)
