"""Pictures laid over each other: agreement, difference and their places."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from evidence.likeness.aligned import BLOCK, aligned
from evidence.likeness.picture import small
from tests.evidence.examination.built import scene

WHOLE = np.eye(3)


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    return scene(5)


def test_a_picture_agrees_with_itself(photo: Image.Image) -> None:
    laid = aligned(small(photo), small(photo), WHOLE)
    assert laid.share == 1
    assert laid.closeness > 0.999
    assert laid.agree.sum() > 50


def test_a_cut_part_agrees_where_it_was_cut_and_only_there(photo: Image.Image) -> None:
    part = photo.crop((200, 150, 600, 450))
    there = np.array([[0.5, 0, 0.25], [0, 0.5, 0.25], [0, 0, 1]])
    right = aligned(small(part), small(photo), there)
    assert not right.in_first
    assert right.share > 0.9
    wrong = aligned(small(part), small(photo), there + np.array([[0, 0, 0.2], [0] * 3, [0] * 3]))
    assert wrong.share < 0.5
    assert wrong.closeness < right.closeness


def test_what_differs_is_found_in_its_place(photo: Image.Image) -> None:
    edited = photo.copy()
    for step in range(0, 120, 12):
        ImageDraw.Draw(edited).rectangle((400 + step, 300, 405 + step, 400), fill=(255, 255, 0))
    laid = aligned(small(photo), small(edited), WHOLE)
    rows, columns = np.nonzero(laid.differ)
    assert len(rows) >= 3
    assert abs(columns.mean() * BLOCK / laid.width - 0.57) < 0.1
    assert abs(rows.mean() * BLOCK / laid.height - 0.57) < 0.1


def test_other_pictures_do_not_agree(photo: Image.Image) -> None:
    laid = aligned(small(photo), small(scene(6)), WHOLE)
    assert laid.share < 0.3


def test_nothing_to_see_says_nothing() -> None:
    blank = small(Image.new("L", (400, 300), 128))
    laid = aligned(blank, blank, WHOLE)
    assert (laid.share, laid.closeness, laid.unlike) == (0, 0, 0)
