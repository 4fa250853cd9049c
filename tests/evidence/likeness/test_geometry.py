"""When points of two pictures lie alike, and when they only seem to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, ImageOps

from evidence.likeness.descriptors import QUERY_PIXELS, QUERY_POINTS, LocalFeatures, of_pixels
from evidence.likeness.geometry import (
    Agreement,
    agreement,
    agreement_either_way,
    laid,
    shared_miss,
)
from tests.evidence.examination.built import scene

SCENE = scene(5)
KNOWN = of_pixels(SCENE)


def asked(image: Image.Image) -> LocalFeatures:
    return of_pixels(image, QUERY_POINTS, QUERY_PIXELS)


def test_a_crop_is_laid_where_it_was_cut() -> None:
    cut = SCENE.crop((300, 150, 700, 450))
    query = asked(cut)
    found = agreement(query, KNOWN)
    assert found is not None
    assert found.inliers >= 8
    corner = laid(found.transform, np.array([[0.0, 0.0]]))[0] * SCENE.width / KNOWN.width
    assert np.abs(corner - [300, 150]).max() < 6


def test_turned_and_scaled() -> None:
    found = agreement(asked(SCENE.rotate(33, expand=True).resize((500, 500))), KNOWN)
    assert found is not None
    assert found.inliers >= 15


def test_mirrored_only_either_way() -> None:
    mirrored = asked(ImageOps.mirror(SCENE))
    found = agreement_either_way(mirrored, KNOWN)
    assert found is not None
    assert found.mirrored
    there = laid(found.transform, found.matches[:, :2])
    assert np.abs(there - found.matches[:, 2:]).max() < 6
    straight = agreement(mirrored, KNOWN)
    assert straight is None or straight.inliers < found.inliers / 3


def test_tilted() -> None:
    tilt = (1.1, 0.1, -30, 0.04, 1.15, -20, 0.00015, 0.0002)
    tilted = SCENE.transform(SCENE.size, Image.Transform.PERSPECTIVE, tilt)
    found = agreement(asked(tilted), KNOWN)
    assert found is not None
    assert found.inliers >= 20


def test_another_picture_does_not_lie_alike() -> None:
    assert agreement_either_way(asked(scene(6)), KNOWN) is None


def test_the_same_lettering_alone_is_nothing() -> None:
    stamped = []
    for number in (11, 12):
        image = scene(number)
        ImageDraw.Draw(image).text((30, 480), "2026-03-01 10:22:33 A", fill="white", font=_font())
        ImageDraw.Draw(image).text((30, 530), "Zhangyang 500 B12 C", fill="white", font=_font())
        stamped.append(image)
    assert agreement(asked(stamped[0]), of_pixels(stamped[1])) is None


def test_nothing_lies_like_noise_or_nothing() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (600, 800), np.uint8)
    for image in (Image.fromarray(noise), Image.new("L", (800, 600)), Image.new("L", (1, 1))):
        assert agreement_either_way(asked(image), KNOWN) is None


@pytest.mark.parametrize("number", [5, 7])
def test_the_same_answer_every_time(number: int) -> None:
    query = asked(scene(number).crop((100, 100, 600, 500)))
    known = of_pixels(scene(number))
    first, again = agreement(query, known), agreement(query, known)
    assert first is not None
    assert again is not None
    assert first.transform.tobytes() == again.transform.tobytes()
    assert first.matches.tobytes() == again.matches.tobytes()


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(34)


def test_noise_is_missed_singly_and_depth_in_groups() -> None:
    dice = np.random.default_rng(1)
    places = dice.uniform(0, 450, (90, 2))
    noise = dice.normal(0, 0.8, (90, 2))
    depth = np.sin(places[:, ::-1] / 60)
    for miss, low, high in ((noise, 0.0, 0.35), (depth, 0.6, 1.2)):
        matches = np.hstack([places, places + miss])
        found = Agreement(
            inliers=90,
            outside=90,
            share=0.5,
            residual=1.0,
            surprise=50.0,
            transform=np.eye(3),
            matches=matches,
        )
        assert low <= shared_miss(found) < high
        twice = replace(found, transform=np.diag([2.0, 2.0, 1.0]), matches=matches * [1, 1, 2, 2])
        assert abs(shared_miss(twice) - shared_miss(found)) < 1e-9


def test_a_slight_tilt_is_laid_as_a_tilt() -> None:
    # Few points miss an affine fit by much; all of them miss it by a little, together.
    tilt = (1.0, 0.0, -12, 0.0, 1.0, -9, 0.00003, 0.00002)
    tilted = SCENE.transform(
        SCENE.size, Image.Transform.PERSPECTIVE, tilt, Image.Resampling.BICUBIC
    )
    found = agreement(of_pixels(tilted), KNOWN)
    assert found is not None
    assert np.abs(found.transform[2, :2]).max() > 1e-6
    assert shared_miss(found) < 0.3
