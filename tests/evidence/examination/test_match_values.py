"""What is recorded of a match: plain whole numbers that say how the two lie."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from evidence.examination.match_values import MOST_POINTS, match_values
from evidence.likeness.picture import Picture
from evidence.likeness.search import Known
from tests.evidence.examination.built import scene
from tests.evidence.likeness.test_classes import picture, saved


def values_of(changed: Image.Image, photo: Image.Image) -> dict[str, object]:
    first, second = picture(changed), picture(photo)
    pictures: dict[str, Picture] = {"b": second}
    known = Known(pictures.get)
    known.add("b", second)
    (found,) = known.search(first, key="a")
    made = match_values(found, first, second)
    assert json.loads(json.dumps(made)) == made
    return made


def test_a_part_says_where_it_lies() -> None:
    made = values_of(saved(scene(5).crop((200, 150, 800, 600))), scene(5))
    assert made["box"] == pytest.approx([250, 250, 750, 750], abs=25)
    assert made["box_in_first"] is False
    laid = np.array(made["transform"]).reshape(3, 3) / 1e6
    assert laid @ [0, 0, 1] == pytest.approx([0.25, 0.25, 1], abs=0.02)
    assert laid @ [1, 1, 1] == pytest.approx([1, 1, 1], abs=0.02)
    points = np.array(made["points"])
    assert 8 <= len(points) <= MOST_POINTS
    assert points.min() >= 0
    assert points.max() <= 1000
    placed = np.column_stack([points[:, :2] / 1000, np.ones(len(points))]) @ laid.T
    assert placed[:, :2] == pytest.approx(points[:, 2:] / 1000, abs=0.03)
    assert {"false_pairs", "distinct_pairs", "inliers", "outside", "surprise"} <= set(made)


def test_a_mirrored_one_says_so() -> None:
    made = values_of(saved(ImageOps.mirror(scene(6))), scene(6))
    assert made["mirrored"] is True
    laid = np.array(made["transform"]).reshape(3, 3) / 1e6
    assert laid @ [0, 0, 1] == pytest.approx([1, 0, 1], abs=0.02)


def test_a_changed_place_is_boxed() -> None:
    other = scene(7)
    ImageDraw.Draw(other).rectangle((300, 220, 460, 300), fill=(250, 250, 250))
    made = values_of(saved(other), scene(7))
    assert made["regions"]
