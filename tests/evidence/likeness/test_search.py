"""The search over known pictures: both ways of finding, left out cases, order, removal."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageOps

from evidence.likeness.picture import Picture
from evidence.likeness.search import Known, chance
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
    lost = Known({}.get)
    lost.add("case0/e4", pictures["case0/e4"])
    assert lost.search(query) == []
