"""The search over known pictures: both ways of finding, left out cases, order, removal."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageOps

from evidence.likeness.classes import Kinship
from evidence.likeness.picture import Picture
from evidence.likeness.search import MEASURED_FALSE, MEASURED_PAIRS, Known, at_most, chance
from tests.evidence.examination.built import scene
from tests.evidence.likeness.test_classes import picture, saved

COUNT = 8


@pytest.fixture(scope="module")
def photos() -> dict[str, Image.Image]:
    return {f"case{n % 2}/e{n}": scene(n) for n in range(COUNT)}


@pytest.fixture(scope="module")
def pictures(photos: dict[str, Image.Image]) -> dict[str, Picture]:
    return {key: picture(image) for key, image in photos.items()}


def known(pictures: dict[str, Picture], order: list[str]) -> Known:
    index = Known(pictures.get)
    for key in order:
        index.add(key, pictures[key])
    return index


def test_a_mirrored_part_is_found_and_nothing_else(
    photos: dict[str, Image.Image], pictures: dict[str, Picture]
) -> None:
    part = saved(ImageOps.mirror(photos["case1/e3"].crop((150, 90, 710, 530))))
    (found,) = known(pictures, sorted(pictures)).search(picture(part, asked=True))
    assert found.key == "case1/e3"
    assert found.kinship.match_class == "mirrored_rotated"
    assert found.kinship.box is not None
    assert found.how is not None
    assert found.chance == chance(found.kinship) != ""


def test_cases_left_out_are_not_looked_at(
    photos: dict[str, Image.Image], pictures: dict[str, Picture]
) -> None:
    index = known(pictures, sorted(pictures))
    query = picture(saved(photos["case1/e3"]), asked=True)
    assert index.search(query, not_in=lambda key: key.startswith("case1/")) == []
    assert [one.key for one in index.search(query, key="case1/e3")] == []


def test_either_of_two_finds_the_other_alike(
    photos: dict[str, Image.Image], pictures: dict[str, Picture]
) -> None:
    both = pictures | {"case1/copy": picture(saved(photos["case0/e2"].crop((60, 50, 780, 590))))}
    index = known(both, sorted(both))
    (there,) = index.search(both["case0/e2"], key="case0/e2")
    (back,) = index.search(both["case1/copy"], key="case1/copy")
    assert (there.key, back.key) == ("case1/copy", "case0/e2")
    assert there.kinship == back.kinship
    assert (there.query_first, back.query_first) == (True, False)


def test_the_order_of_adding_changes_nothing(
    photos: dict[str, Image.Image], pictures: dict[str, Picture]
) -> None:
    query = picture(saved(photos["case0/e4"].resize((640, 480))), asked=True)
    expected = [(one.key, one.kinship) for one in known(pictures, sorted(pictures)).search(query)]
    assert expected
    order = sorted(pictures)
    random.Random(1).shuffle(order)
    again = [(one.key, one.kinship) for one in known(pictures, order).search(query)]
    assert again == expected


def test_removed_and_lost_pictures_are_not_found(
    photos: dict[str, Image.Image], pictures: dict[str, Picture]
) -> None:
    query = picture(saved(photos["case0/e4"]), asked=True)
    index = known(pictures, sorted(pictures))
    index.remove(["case0/e4"])
    assert index.search(query) == []
    nothing: dict[str, Picture] = {}
    lost = Known(nothing.get)
    lost.add("case0/e4", pictures["case0/e4"])
    assert lost.search(query) == []


def test_the_chance_says_how_much_was_measured_and_what_it_bounds() -> None:
    kin = Kinship(match_class="cropped", inliers=9, outside=9, agreement=990)
    assert chance(kin).startswith(f"{MEASURED_FALSE}/{MEASURED_PAIRS} (95 %: ≤ ")
    assert chance(replace(kin, match_class="same_scene")) == ""
    assert at_most(0, 1000) == pytest.approx(3.83e-3, rel=0.01)
    assert at_most(5, 1225) == pytest.approx(9.5e-3, rel=0.01)


@pytest.mark.parametrize("size", [(1, 1), (1, 20_000), (20_000, 1), (2, 2), (640, 480)])
@pytest.mark.parametrize("ground", ["black", "white", "grey"])
def test_what_shows_nothing_is_like_nothing(
    pictures: dict[str, Picture], size: tuple[int, int], ground: str
) -> None:
    index = known(pictures, sorted(pictures))
    empty = picture(Image.new("RGB", size, ground), asked=True)
    assert empty.features.whole_image_only
    assert index.search(empty) == []
    blanks = {"one": picture(Image.new("RGB", (300, 200), "white")), "like": empty}
    assert known(pictures | blanks, sorted(pictures | blanks)).search(empty) == []


@pytest.mark.parametrize("coarse", [1, 4])
def test_noise_is_like_no_other_noise(pictures: dict[str, Picture], coarse: int) -> None:
    def noise(seed: int) -> Image.Image:
        dice = np.random.default_rng(seed)
        pixels = dice.integers(0, 256, (600 // coarse, 800 // coarse, 3), np.uint8)
        return Image.fromarray(pixels).resize((800, 600), Image.Resampling.BICUBIC)

    both = pictures | {f"noise{n}": picture(noise(n)) for n in range(4)}
    assert known(both, sorted(both)).search(picture(noise(9), asked=True)) == []
    (found,) = known(both, sorted(both)).search(picture(saved(noise(2), 90), asked=True))
    assert found.key == "noise2"


@pytest.mark.parametrize("mode", ["1", "LA", "RGBA", "P", "CMYK", "I;16"])
def test_odd_kinds_of_one_picture_are_found(
    photos: dict[str, Image.Image], pictures: dict[str, Picture], mode: str
) -> None:
    grey = photos["case1/e3"].convert("L")
    deep = Image.fromarray(np.asarray(grey, np.uint16))
    odd = deep if mode == "I;16" else grey.convert(mode)
    assert odd.mode == mode
    asked = picture(odd, asked=True)
    found = known(pictures, sorted(pictures)).search(asked)
    assert [one.key for one in found] == ["case1/e3"]
