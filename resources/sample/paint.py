"""
What the skin of a vehicle is made of at each point: paint, glass, lamps, plate, rubber.

Points come in the vehicle's own coordinates. A surface says its colour, how much it
mirrors, how much of that mirroring takes the paint's own colour, and its bent normal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from resources.sample.damage import Damage, bent
from resources.sample.lettering import plate
from resources.sample.noise import Floats, field, linear, look, pick, step
from resources.sample.shape import BELT, RAIL, Shape, outline


@dataclass(frozen=True, slots=True)
class Vehicle:
    """`colour` in the scale of light; `dust` from 0 to 1."""

    shape: Shape
    colour: tuple[float, float, float]
    plate: str
    seed: int
    metallic: float = 0.5
    dust: float = 0.35
    damages: tuple[Damage, ...] = ()


@dataclass(slots=True)
class Surface:
    """At n points: colour (n, 3), mirror, metal, glow (n), normal (n, 3)."""

    colour: Floats
    mirror: Floats
    metal: Floats
    returns: Floats
    normal: Floats

    def lay(self, where: Floats, colour: tuple[float, float, float] | Floats,
            mirror: float = 0.04, metal: float = 0.0, returns: float = 0.0) -> None:  # fmt: skip
        """Cover the surface with another material, `where` from 0 to 1."""
        at = np.flatnonzero(where)
        over = where[at].astype(np.float32)
        new = np.asarray(colour, np.float32)
        new = new[at] if new.ndim == 2 else new
        self.colour[at] += (new - self.colour[at]) * over[:, None]
        for held, value in ((self.mirror, mirror), (self.metal, metal), (self.returns, returns)):
            held[at] += (np.float32(value) - held[at]) * over


def surface(vehicle: Vehicle, part: str, points: Floats) -> Surface:
    """The surface at `points` (n, 8: position, normal, along, around)."""
    n = len(points)
    made = Surface(
        np.tile(np.array(vehicle.colour, np.float32), (n, 1)),
        np.full(n, 0.05, np.float32),
        np.full(n, vehicle.metallic, np.float32),
        np.zeros(n, np.float32),
        points[:, 3:6],
    )
    if part == "wheel":
        _wheel(made, points)
    elif part == "mirror":
        made.lay(step(-0.25, -0.35, points[:, 7]), (0.02, 0.02, 0.02))
    else:
        _body(vehicle, made, points)
    return made


def in_arch(vehicle: Vehicle, points: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether points of the body lie in a wheel arch, where the wheel is seen instead."""
    return np.asarray(_arch(vehicle.shape, points) < vehicle.shape.wheel * 1.13)


def _arch(shape: Shape, points: Floats) -> Floats:
    rear, front = shape.axle_x()
    x, z = points[:, 0], points[:, 2] - np.float32(shape.wheel)
    near = np.minimum(np.abs(x - np.float32(rear)), np.abs(x - np.float32(front)))
    return np.asarray(np.hypot(near, z), np.float32)


def _body(vehicle: Vehicle, made: Surface, p: Floats) -> None:
    shape = vehicle.shape
    _wave(vehicle, made, p)
    _seams(shape, made, p)
    _glass(shape, made, p)
    _front(shape, made, p)
    _rear(shape, made, p)
    spread = pick(field(vehicle.seed + 30, 512, 1.3), p[:, 0] / 1.9, np.mod(p[:, 2] / 1.9, 1))
    dust = vehicle.dust * step(0.85, 0.2, p[:, 2]) * (0.4 + 0.6 * spread)
    made.lay(np.asarray(dust * 0.75, np.float32), (0.24, 0.22, 0.19), 0.015)
    made.lay(step(0.30, 0.27, p[:, 2]), (0.025, 0.025, 0.026), 0.03)
    _damages(vehicle, made, p)
    _plates(vehicle, made, p)
    made.lay(step(0.012, 0.0, _arch(shape, p) - np.float32(shape.wheel * 1.16)),
             (0.012, 0.012, 0.012), 0.01)  # fmt: skip


def _wave(vehicle: Vehicle, made: Surface, p: Floats) -> None:
    """No panel is quite flat."""
    wave = field(vehicle.seed + 31, 256, 2.2)
    a = look(wave, p[:, 0] / 3.1, p[:, 2] / 2.3 + p[:, 1] / 2.9) - np.float32(0.5)
    b = look(wave, p[:, 0] / 2.7 + np.float32(0.4), p[:, 2] / 3.3 - p[:, 1] / 2.1) - np.float32(0.5)
    made.normal = made.normal + np.stack([a, 0 * a, b], -1) * np.float32(0.035)


def _seams(shape: Shape, made: Surface, p: Floats) -> None:
    z, s, v = p[:, 2], p[:, 6], p[:, 7]
    side = (v < RAIL) & (z > 0.33)
    gap = np.zeros_like(s)
    for door in shape.doors:
        lean = np.where(v > BELT, 0.0, 0.012 * np.sin(np.clip(v / BELT, 0, 1) * 3.1))
        gap = np.maximum(gap, step(0.0028, 0.0012, np.abs(s - door - lean)) * side)
    inside = (s > shape.doors[0]) & (s < shape.doors[-1])
    gap = np.maximum(gap, step(0.012, 0.005, np.abs(z - 0.34)) * inside * (v < BELT))
    bumper = (z < shape.top[-1][1] - 0.16) & (v < RAIL)
    gap = np.maximum(gap, step(0.0024, 0.001, np.abs(s - 0.935)) * bumper)
    gap = np.maximum(gap, step(0.0024, 0.001, np.abs(s - 0.055)) * bumper)
    bonnet = (s > shape.screen[1] + 0.02) & (s < 0.985)
    gap = np.maximum(gap, step(0.010, 0.004, np.abs(v - 0.66)) * bonnet)
    made.lay(gap, (0.008, 0.008, 0.008), 0.01)
    belt = outline(shape.belt, s)
    for door in shape.doors[:-1]:
        dx = np.abs((s - door) * shape.length - 0.17)
        dz = z - belt + 0.15
        shadow = step(0.115, 0.105, dx) * step(0.034, 0.022, np.abs(dz + 0.008)) * side
        made.lay(np.asarray(shadow, np.float32), (0.012, 0.012, 0.012), 0.02)
        grip = step(0.105, 0.09, dx) * step(0.016, 0.011, np.abs(dz - 0.004)) * side
        made.lay(np.asarray(grip, np.float32), np.asarray(made.colour.max(0) * 0.9 + 0.02), 0.35)


def _glass(shape: Shape, made: Surface, p: Floats) -> None:
    s, v, z = p[:, 6], p[:, 7], p[:, 2]
    low, high = shape.side_glass
    tall = step(0.10, 0.14, outline(shape.top, s)
                - outline(shape.belt, s))  # fmt: skip

    def window(margin: float) -> Floats:
        m = np.float32(margin)
        across = step(-0.012, 0.004, v - np.float32(BELT) - m) * step(
            0.012, -0.004, v - np.float32(RAIL - 0.03) + m
        )
        reach = step(0, 0.006, s - np.float32(low) - m * 0.3) * step(
            0, 0.006, np.float32(high) - s - m * 0.3
        )
        return np.asarray(across * reach * tall, np.float32)

    def screen(span: tuple[float, float], margin: float) -> Floats:
        m = np.float32(margin)
        across = step(0, 0.01, v - np.float32(RAIL + 0.015) - m)
        reach = step(0, 0.006, s - np.float32(span[0]) - m * 0.3) * step(
            0, 0.006, np.float32(span[1]) - s - m * 0.3
        )
        return np.asarray(across * reach, np.float32)

    trim = np.maximum(
        window(0.0), np.maximum(screen(shape.screen, 0), screen(shape.rear_screen, 0))
    )
    made.lay(trim, (0.010, 0.010, 0.011), 0.04)
    pillars = np.ones_like(s)
    for at in (shape.pillar, low + 0.075):
        pillars = pillars * step(0.007, 0.011, np.abs(s - np.float32(at)))
    panes = np.maximum(
        window(0.035) * pillars,
        np.maximum(screen(shape.screen, 0.02), screen(shape.rear_screen, 0.02)),
    )
    seat = pick(field(77, 256, 1.6), s * np.float32(3.1), np.mod(z * np.float32(0.7), 1))
    dark = (np.float32(0.012) + np.float32(0.05) * seat * step(1.25, 1.05, z))[:, None]
    made.lay(panes, dark * np.array([0.9, 1.0, 1.0], np.float32), 0.075)


def _front(shape: Shape, made: Surface, p: Floats) -> None:
    y, z, s = np.abs(p[:, 1]), p[:, 2], p[:, 6]
    high, half = shape.top[-1][1], shape.width / 2
    ahead = step(1.004, 1.010, s)
    intake = step(0.66, 0.62, y / half) * step(0.025, 0, np.abs(z - 0.33) - 0.055) * ahead
    mesh = 0.010 + 0.03 * (np.mod(y * 40, 1) < 0.25)
    made.lay(np.asarray(intake, np.float32), np.repeat(mesh[:, None], 3, 1), 0.02)
    grille = step(0.50, 0.47, y / half + 0.5 * np.abs(z - high + 0.17)) * step(
        0.012, 0, np.abs(z - high + 0.165) - 0.062) * ahead  # fmt: skip
    made.lay(np.asarray(grille, np.float32), (0.012, 0.012, 0.012), 0.03)
    slats = grille * (np.mod((z - high) / 0.034, 1) < 0.34)
    made.lay(np.asarray(slats, np.float32), (0.20, 0.20, 0.205), 0.5)
    badge = step(0.052, 0.046, np.hypot(y, z - high + 0.165)) * ahead
    made.lay(badge, (0.35, 0.35, 0.36), 0.6)
    middle = z - high + 0.105 - 0.16 * (y / half - 0.72)
    tall = np.abs(middle) - 0.045 - 0.035 * step(0.5, 0.95, y / half)
    lamp = step(0.50, 0.54, y / half) * step(0.008, 0, tall) * step(0.925, 0.935, s)
    lamp = np.asarray(lamp, np.float32)
    made.lay(lamp, (0.20, 0.21, 0.22), 0.22, returns=0.5)
    for at, size in ((0.66, 0.040), (0.82, 0.050)):
        ring = np.hypot(y - at * half, middle)
        made.lay(lamp * step(size, size - 0.006, ring), (0.55, 0.56, 0.58), 0.4, returns=1.0)
        made.lay(lamp * step(size - 0.012, size - 0.018, ring), (0.03, 0.03, 0.04), 0.25)
    rim = lamp * step(-0.010, -0.004, tall)
    made.lay(rim, (0.02, 0.02, 0.02), 0.05)
    fog = step(0.045, 0.04, np.hypot(y - 0.74 * half, z - 0.36)) * ahead
    made.lay(fog, (0.25, 0.25, 0.26), 0.2, returns=0.4)


def _rear(shape: Shape, made: Surface, p: Floats) -> None:
    y, z, s = np.abs(p[:, 1]), p[:, 2], p[:, 6]
    high, half = min(shape.top[0][1], 1.12), shape.width / 2
    behind = step(-0.002, -0.008, s)
    lamp = step(0.52, 0.56, y / half) * step(0.01, 0, np.abs(z - high + 0.17) - 0.085) * step(
        0.045, 0.036, s)  # fmt: skip
    lamp = np.asarray(lamp, np.float32)
    made.lay(lamp, (0.30, 0.006, 0.008), 0.07, returns=0.8)
    stripe = lamp * (np.abs(z - high + 0.17) < 0.020)
    made.lay(np.asarray(stripe, np.float32), (0.42, 0.38, 0.36), 0.07, returns=0.6)
    facets = lamp * (np.mod(y * 55, 1) < 0.4) * 0.35
    made.lay(np.asarray(facets, np.float32), (0.55, 0.02, 0.02), 0.05)
    made.lay(lamp * step(0.076, 0.082, np.abs(z - high + 0.17)), (0.02, 0.01, 0.01), 0.05)
    lid = (
        np.maximum(
            step(0.010, 0.004, np.abs(y / half - 0.50) * half) * (z > high - 0.30),
            step(0.010, 0.004, np.abs(z - high + 0.30)) * (y / half < 0.5),
        )
        * behind
    )
    made.lay(np.asarray(lid, np.float32), (0.006, 0.006, 0.006), 0.01)
    skirt = step(0.40, 0.38, z) * behind
    made.lay(skirt, (0.022, 0.022, 0.023), 0.03)
    chrome = step(0.30, 0.28, y / half) * step(0.018, 0.012, np.abs(z - high + 0.13)) * behind
    made.lay(np.asarray(chrome, np.float32), (0.30, 0.30, 0.31), 0.55)


def _plates(vehicle: Vehicle, made: Surface, p: Floats) -> None:
    shape = vehicle.shape
    picture = linear(np.asarray(plate(vehicle.plate)))
    front_z, rear_z = 0.475, min(shape.top[0][1], 1.12) - 0.36
    for end, height in ((1, front_z), (-1, rear_z)):
        u = p[:, 1] * end / 0.44 + 0.5
        v = 0.5 - (p[:, 2] - height) / 0.14
        on = (u > 0) & (u < 1) & (v > 0) & (v < 1)
        on &= (p[:, 6] > 1.006) if end > 0 else (p[:, 6] < -0.004)
        made.lay(on.astype(np.float32), pick(picture, np.clip(u, 0, 0.999), v), 0.02, 0.0, 1.2)
        flat = on[:, None]
        made.normal = np.where(flat, np.array([end, 0, 0.02], np.float32), made.normal)


def _damages(vehicle: Vehicle, made: Surface, p: Floats) -> None:
    for damage in vehicle.damages:
        across = 0 if damage.face in ("left", "right") else 1
        sign = 1 if damage.face in ("left", "front") else -1
        near = np.maximum(np.abs(p[:, across] - np.float32(damage.at[0])),
                          np.abs(p[:, 2] - np.float32(damage.at[1])))  # fmt: skip
        turned = made.normal[:, 1 - across] * sign
        at = np.flatnonzero((near < damage.size * 0.98) & (turned > 0.05))
        facing = step(0.05, 0.35, turned[at])
        found = bent(damage, p[at, across], p[at, 2])
        made.normal[at, across] -= found.slope_a * facing
        made.normal[at, 2] -= found.slope_b * facing
        marked = np.zeros(len(p), np.float32)
        marked[at] = found.strength * facing
        colours = np.zeros((len(p), 3), np.float32)
        colours[at] = found.colour
        made.lay(marked, colours, 0.02)


def _wheel(made: Surface, p: Floats) -> None:
    spin, reach = p[:, 6], p[:, 7]
    made.lay(np.ones_like(spin), (0.022, 0.022, 0.023), 0.015)
    groove = (reach > 0.97) & (np.mod(spin * 22, 1) < 0.3)
    made.lay(groove.astype(np.float32), (0.008, 0.008, 0.008), 0.005)
    made.lay(step(0.70, 0.685, reach), (0.016, 0.016, 0.017), 0.02)
    swing = np.abs(np.mod(spin * 5 / (2 * np.pi) + 0.1, 1) - 0.5)
    spoke = step(0.20, 0.16, swing * (0.55 + reach)) * step(0.66, 0.64, reach)
    made.lay(np.asarray(spoke, np.float32), (0.34, 0.34, 0.35), 0.28, 0.8)
    split = spoke * step(0.035, 0.02, swing) * step(0.2, 0.3, reach)
    made.lay(np.asarray(split, np.float32), (0.05, 0.05, 0.05), 0.03)
    made.lay(step(0.015, 0.008, np.abs(reach - 0.665)), (0.42, 0.42, 0.43), 0.35, 0.8)
    made.lay(step(0.17, 0.16, reach), (0.22, 0.22, 0.23), 0.3, 0.8)
    made.lay(step(0.10, 0.09, reach), (0.05, 0.05, 0.055), 0.2)
