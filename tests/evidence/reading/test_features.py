"""What a search compares of a picture: made whole, of a part, and checked when it comes back."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from evidence.likeness import descriptors, fingerprint
from evidence.likeness.descriptors import LocalFeatures
from evidence.reading import features, read_file, stored
from evidence.reading.host import Readers
from evidence.reading.reading import Grey, Points, Reading, Region
from evidence.reading.wire import Answer, BadAnswer, answer, packed
from tests.evidence.examination.built import scene

PNG = "image/png"


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    held = io.BytesIO()
    image.save(held, kind, **how)
    return held.getvalue()


def read(file: bytes, points: Points = "stored", region: Region = (0, 0, 1000, 1000)) -> Reading:
    found = read_file.read(file, PNG, points, region).reading
    assert found is not None
    return found


def test_an_asked_picture_has_more_points_and_none_has_none() -> None:
    file = saved(_odd()["noise"])
    counts = [len(LocalFeatures.from_bytes(read(file, p).features)) for p in ("stored", "asked")]
    assert counts[0] <= descriptors.STORED_POINTS < counts[1]
    bare = read(file, "none")
    assert (bare.features, bare.small) == (b"", None)
    assert bare.fingerprint == read(file).fingerprint


def test_a_part_is_what_is_compared_and_the_rest_is_not() -> None:
    image = scene(2, (800, 600))
    part = image.crop((200, 150, 600, 450))
    asked = read(saved(image), "asked", (250, 250, 500, 500))
    alone = read(saved(part), "asked")
    assert (asked.fingerprint, asked.features) == (alone.fingerprint, alone.features)
    assert (asked.width, asked.height) == (800, 600)
    read(saved(image), "asked", (999, 999, 1, 1))
    read(saved(image), "asked", (1000, 1000, 0, 0))


def test_the_worker_makes_them_as_this_process_does() -> None:
    file = saved(scene(3))
    with Readers(workers=1) as readers:
        found = readers.read(file, PNG)
        assert isinstance(found, Reading)
        assert (found.features, found.small) == (read(file).features, read(file).small)
        part = readers.read_to_ask(file, PNG, (100, 100, 800, 800))
        assert isinstance(part, Reading)
        assert part.features == read(file, "asked", (100, 100, 800, 800)).features


def _odd() -> dict[str, Image.Image]:
    noise = np.random.default_rng(1).integers(0, 256, (600, 800, 3), np.uint8)
    return {
        "dot": Image.new("RGB", (1, 1)),
        "thread": Image.new("L", (1, 20_000), 90),
        "white": Image.new("RGB", (800, 600), "white"),
        "noise": Image.fromarray(noise),
        "grey16": Image.fromarray(np.arange(40_000, dtype=np.uint16).reshape(200, 200)),
        "alpha": Image.new("RGBA", (300, 200), (9, 9, 9, 0)),
    }


@pytest.mark.parametrize("name", list(_odd()))
def test_odd_pictures_are_read_like_any(name: str) -> None:
    file = saved(_odd()[name])
    for points in ("stored", "asked"):
        found = read(file, points)
        assert found.small is not None
        parts = LocalFeatures.from_bytes(found.features)
        assert parts.whole_image_only == (name != "noise")


GOOD = read(saved(scene(4)))


def _cut(parts: LocalFeatures, **how: int) -> bytes:
    wide, high = how.get("width", parts.width), how.get("height", parts.height)
    return LocalFeatures(
        parts.version, wide, high, parts.points, parts.lettered, parts.descriptors
    ).to_bytes()


def _bad() -> dict[str, tuple[bytes, Grey | None]]:
    parts = LocalFeatures.from_bytes(GOOD.features)
    small = GOOD.small
    assert small is not None
    return {
        "cut": (GOOD.features[:-1], small),
        "no width": (_cut(parts, width=0), small),
        "narrower than its points": (_cut(parts, width=10), small),
        "too wide": (_cut(parts, width=3000), small),
        "another version": (b"\xff" + GOOD.features[1:], small),
        "without the small one": (GOOD.features, None),
        "without features": (b"", small),
        "too few pixels": (GOOD.features, Grey(small.width, small.height, small.pixels[1:])),
        "too long": (GOOD.features, Grey(1000, 1, bytes(1000))),
    }


@pytest.mark.parametrize("name", list(_bad()))
def test_what_no_picture_has_does_not_pass(name: str) -> None:
    parts, small = _bad()[name]
    with pytest.raises(ValueError, match=r".+"):
        features.check(parts, small)
    said = Reading(media_type=PNG, features=parts, small=small)
    with pytest.raises(BadAnswer):
        answer(packed(Answer(reading=said)), PNG)


def test_what_is_good_passes() -> None:
    features.check(GOOD.features, GOOD.small)
    features.check(b"", None)
    assert answer(packed(Answer(reading=GOOD)), PNG).reading == GOOD


def test_a_new_way_to_look_is_a_new_form_of_what_is_stored() -> None:
    assert (stored.FORM, descriptors.VERSION, fingerprint.VERSION) == (b"\x04", 1, 2)
