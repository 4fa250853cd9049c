"""
The sample: three claim cases with photos drawn by the program itself, for `lianzheng demo`.

`render` writes a folder for each case and says what belongs to it. Facts and session are
plain JSON in the form of the case model; the caller makes them its own. `surprises` says
what was put in on purpose: it is for tests, the program must find it by itself. Nobody
and nothing in it is real. The same version gives the same files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from PIL import Image

from resources.sample.exif import Taken
from resources.sample.files import (
    APPLE,
    FULL,
    HUAWEI,
    XIAOMI,
    Film,
    cropped,
    cropped_and_mirrored,
    edited_photo,
    forwarded,
    full_size,
    phone_photo,
    screenshot,
)
from resources.sample.picture import Photo, take
from resources.sample.shots import PHOTOS, SHOP_LEFT_BENT

_RENDERED = (1120, 840)
_PHONES = {"HUAWEI": HUAWEI, "Xiaomi": XIAOMI, "Apple": APPLE}
_FULL_SIZE = {"road_front", "bay_rear"}

SurpriseKind = Literal[
    "reused_mirrored",
    "reused_cropped",
    "before_policy",
    "edited",
    "forwarded",
    "screenshot",
    "far_away",
]


@dataclass(frozen=True, slots=True)
class Surprise:
    """`other` is the photo it was made from, as `<case key>/<file name>`."""

    file: str
    kind: SurpriseKind
    other: str = ""


@dataclass(frozen=True, slots=True)
class SampleCase:
    """`facts` has the form of CaseFacts, `session` that of Session without id and times."""

    key: str
    title: str
    line: str
    claim_no: str
    facts: dict[str, Any]
    session: dict[str, Any]
    folder: Path
    files: tuple[Path, ...]
    surprises: tuple[Surprise, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """All cases, in the order in which they are best taken in."""

    cases: tuple[SampleCase, ...]


def render(folder: Path) -> Sample:
    """Write all photos under `folder` (made when missing) and describe the cases."""
    described = _described()
    for case in described:
        (folder / case["key"]).mkdir(parents=True, exist_ok=True)
    for case in described:
        for number, file in enumerate(case["files"]):
            _write(folder, case, file, number)
    return rendered(folder)


def rendered(folder: Path) -> Sample:
    """What `render` wrote under `folder` at another time."""
    return Sample(tuple(_case(folder, case) for case in _described()))


def _described() -> list[dict[str, Any]]:
    untyped: list[dict[str, Any]] = json.loads(
        (files("resources.sample") / "cases.json").read_text("utf-8")
    )
    return untyped


def _case(folder: Path, case: dict[str, Any]) -> SampleCase:
    own = folder / case["key"]
    return SampleCase(
        case["key"], case["title"], case["line"], case["facts"]["claim_no"],
        case["facts"], case["session"], own,
        tuple(own / file["name"] for file in case["files"]),
        tuple(_surprises(case)),
    )  # fmt: skip


def _surprises(case: dict[str, Any]) -> Iterator[Surprise]:
    for file in case["files"]:
        if "surprise" in file:
            yield Surprise(file["name"], file["surprise"], file.get("from", ""))


def _write(folder: Path, case: dict[str, Any], file: dict[str, Any], number: int) -> None:
    path = folder / case["key"] / file["name"]
    if "from" in file:
        source = folder / file["from"]
        made = {"forwarded": forwarded, "screenshot": screenshot,
                "reused_mirrored": cropped_and_mirrored, "reused_cropped": cropped}  # fmt: skip
        made[file["surprise"]](path, source)
        return
    shot: str = file["shot"]
    seed = 1000 * case["number"] + number
    night = shot.startswith("night")
    film = Film(grain=6.0 if night else 2.6, seed=seed)
    if shot in _FULL_SIZE:
        film = Film(FULL, 90, 3.0, seed)
    picture = _picture(PHOTOS[shot], film, "portrait" in shot)
    phone, taken = _PHONES[file.get("phone", case["phone"])], _taken(case, file, night)
    if file.get("surprise") == "edited":
        after = _picture(SHOP_LEFT_BENT, film, False)
        edited_photo(path, picture, after, phone, taken)
    else:
        phone_photo(path, picture, phone, taken, film)


def _picture(photo: Photo, film: Film, upright: bool) -> Image.Image:
    size = (_RENDERED[1], _RENDERED[0]) if upright else _RENDERED
    return full_size(take(photo, size), film)


def _taken(case: dict[str, Any], file: dict[str, Any], night: bool) -> Taken:
    place = file.get("place", case["place"])
    return Taken(
        at=file["at"],
        subsec=file["subsec"],
        place=(place[0], place[1]),
        iso=1250 if night else file.get("iso", 64),
        orientation=6 if "portrait" in file["shot"] else 1,
        changed_at=file.get("changed_at", ""),
        changed_by=file.get("changed_by", ""),
    )
