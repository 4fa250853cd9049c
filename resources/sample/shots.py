"""The vehicles of the sample and every photo that is taken of them."""

from __future__ import annotations

from resources.sample.camera import Camera
from resources.sample.damage import Damage
from resources.sample.layer import Placed
from resources.sample.paint import Vehicle
from resources.sample.picture import Photo
from resources.sample.shape import HATCH, SEDAN, SUV, VAN
from resources.sample.surroundings import place

_DOOR = Damage("left", (0.55, 0.66), 0.62, 5, 0.15, 0.5, 22)
_WING = Damage("left", (1.75, 0.62), 0.42, 15, 0.13, 0.6, 10)
_TAIL = Damage("rear", (0.52, 0.80), 0.52, 8, 0.13, 0.6, 16, broken=0.42)
_NOSE = Damage("front", (0.50, 0.62), 0.55, 9, 0.14, 0.55, 14, broken=0.5)
_FLANK = Damage("right", (-0.75, 0.62), 0.55, 12, 0.14, 0.5, 18)
_CORNER = Damage("front", (-0.55, 0.55), 0.42, 21, 0.12, 0.6, 18)

SEDAN_CAR = Vehicle(SEDAN, (0.20, 0.21, 0.225), "浙AX0001", 1, 0.8, 0.3, (_DOOR, _WING))
VAN_CAR = Vehicle(VAN, (0.60, 0.60, 0.57), "浙AX0002", 4, 0.0, 0.6, (_CORNER,))
SUV_CAR = Vehicle(SUV, (0.30, 0.012, 0.018), "沪BX0003", 2, 0.45, 0.3, (_TAIL, _FLANK))
HATCH_CAR = Vehicle(HATCH, (0.025, 0.085, 0.28), "浙AX0004", 3, 0.5, 0.3, (_NOSE,))
HATCH_BENT_DOOR = Vehicle(
    HATCH, (0.025, 0.085, 0.28), "浙AX0004", 3, 0.5, 0.3,
    (_NOSE, Damage("left", (-0.15, 0.62), 0.50, 31, 0.16, 0.5, 20)),
)  # fmt: skip
_BLACK = Vehicle(SEDAN, (0.012, 0.012, 0.014), "沪CX0007", 6, 0.3, 0.2)
_GREEN = Vehicle(HATCH, (0.05, 0.12, 0.08), "沪CX0008", 7, 0.5, 0.4)
_PEARL = Vehicle(SUV, (0.55, 0.53, 0.48), "沪CX0009", 8, 0.4, 0.2)

_ROAD = place("road", 1)
_CRASH = (Placed(SEDAN_CAR), Placed(VAN_CAR, -1.1, 2.9, -1.15))
_PARKING = place("parking", 2)
_BAYS = (Placed(SUV_CAR), Placed(_BLACK, 0.1, -2.6, 0.02), Placed(_PEARL, -0.15, 2.6, 3.13))
_YARD = place("parking", 12, sunny=False)
_IN_YARD = (Placed(SUV_CAR, 0, 0, 0.1), Placed(_GREEN, 0.6, 2.9, 0.2))
_NIGHT = place("night", 4)
_AT_NIGHT = (Placed(HATCH_CAR), Placed(_BLACK, 5.6, 0.5, 0.12))
_SHOP = place("shop", 3)
_LIFTED = (Placed(HATCH_CAR),)
_CLOUDY = place("road", 6, sunny=False)

PHOTOS: dict[str, Photo] = {
    "road_front": Photo(_ROAD, _CRASH, Camera((4.6, 3.6, 1.6), (0.2, 0.4, 0.65), 60, 0.6), 0.95),
    "road_rear": Photo(_ROAD, _CRASH, Camera((-5.4, -3.4, 1.65), (0.0, 0.6, 0.7), 58, -0.8), 0.95),
    "road_portrait": Photo(_ROAD, _CRASH, Camera((2.9, 5.0, 1.7), (0.3, 0.3, 0.75), 52), 0.95),
    "road_door": Photo(
        _ROAD, (_CRASH[0],), Camera((1.7, 2.7, 1.35), (0.65, 0.9, 0.68), 52, 1.1), 0.95),
    "road_wing": Photo(
        _ROAD, (_CRASH[0],), Camera((2.6, 2.3, 1.15), (1.6, 0.9, 0.62), 50, -1.0), 0.95),
    "road_far": Photo(_ROAD, _CRASH, Camera((9.2, -4.4, 1.7), (0.0, 0.8, 0.9), 56, 0.3), 0.95),
    "road_plate": Photo(
        _ROAD, (_CRASH[0],), Camera((4.3, 0.55, 1.15), (2.2, 0.0, 0.55), 44, -0.6), 0.95),
    "bay_rear": Photo(_PARKING, _BAYS, Camera((-4.9, 1.5, 1.6), (-0.8, 0.1, 0.8), 58, 0.4), 0.9),
    "bay_tail": Photo(_PARKING, _BAYS, Camera((-3.9, 1.0, 1.3), (-2.1, 0.45, 0.8), 50, 1.2), 0.9),
    "bay_front": Photo(_PARKING, _BAYS, Camera((5.0, -1.9, 1.7), (0.7, 0.0, 0.7), 58, -0.5), 0.9),
    "bay_wide": Photo(_PARKING, _BAYS, Camera((-7.2, -3.6, 1.75), (0, 0, 0.9), 60, -0.4), 0.9),
    "bay_flank": Photo(
        _PARKING, _BAYS[:1], Camera((-1.5, -3.0, 1.45), (-0.7, -0.9, 0.72), 52, 0.7), 0.9),
    "yard_older": Photo(
        _YARD, _IN_YARD, Camera((-4.4, 2.4, 1.5), (-1.4, 0.2, 0.75), 56, -0.7), 1.0, 0.03),
    "night_front": Photo(
        _NIGHT, _AT_NIGHT, Camera((4.6, 3.0, 1.55), (1.0, 0.2, 0.75), 58, 0.9), 1.0, 0.04),
    "night_nose": Photo(
        _NIGHT, _AT_NIGHT[:1], Camera((3.5, 1.9, 1.3), (1.8, 0.35, 0.65), 52, -1.1), 0.8, 0.04),
    "shop_front": Photo(_SHOP, _LIFTED, Camera((4.5, 2.0, 1.55), (0.6, 0, 0.7), 54, 0.5), 1.0),
    "shop_nose": Photo(_SHOP, _LIFTED, Camera((3.4, 1.25, 1.2), (1.8, 0.4, 0.62), 48, -0.8), 1.0),
    "shop_left": Photo(_SHOP, _LIFTED, Camera((0.7, 4.0, 1.5), (0.1, 0, 0.7), 58, 0.3), 1.0),
    "elsewhere": Photo(
        _CLOUDY, _LIFTED, Camera((3.9, -3.2, 1.6), (0.6, 0, 0.7), 56, 0.6), 1.05),
}  # fmt: skip

SHOP_LEFT_BENT = Photo(
    _SHOP, (Placed(HATCH_BENT_DOOR),), PHOTOS["shop_left"].camera, PHOTOS["shop_left"].exposure
)
