"""What is one picture and what is not: made pictures, and real ones where they are at hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from evidence.likeness.fingerprint import VARIANTS, of_pixels
from evidence.likeness.verify import MEASURED_PAIRS, Likeness, Picture, chance, compare
from tests.evidence.examination.built import reused, scene

SCENE = scene(5)


def picture(image: Image.Image) -> Picture:
    return Picture(of_pixels(image), *image.size)


def saved(image: Image.Image, quality: int) -> Image.Image:
    held = io.BytesIO()
    image.convert("RGB").save(held, "JPEG", quality=quality)
    return Image.open(io.BytesIO(held.getvalue()))


def both_ways(a: Image.Image, b: Image.Image) -> Likeness:
    there, back = compare(picture(a), picture(b)), compare(picture(b), picture(a))
    assert there is not None
    assert back is not None
    assert there.match_class == back.match_class
    return there


def test_saved_again() -> None:
    assert both_ways(SCENE, saved(SCENE, 30)).match_class == "re_encoded"
    assert both_ways(SCENE, SCENE.convert("L")).match_class == "re_encoded"


def test_made_smaller() -> None:
    assert both_ways(SCENE, saved(SCENE.resize((400, 300)), 70)).match_class == "resized"


@pytest.mark.parametrize("way", list(Image.Transpose))
def test_turned_and_mirrored(way: Image.Transpose) -> None:
    found = both_ways(SCENE, saved(SCENE.transpose(way), 80))
    assert found.match_class == "mirrored_rotated"
    assert found.variant != 0


def test_cut_a_little() -> None:
    cut = SCENE.crop((30, 20, 770, 570))
    found = both_ways(SCENE, cut)
    assert found.match_class == "cropped"
    assert found.box is not None
    left, top, width, height = found.box
    assert found.box_in_first
    assert abs(left - 37) <= 20
    assert abs(top - 33) <= 20
    assert abs(width - 925) <= 30
    assert abs(height - 917) <= 30


def test_cut_and_mirrored() -> None:
    found = both_ways(SCENE, saved(reused(SCENE), 75))
    assert found.match_class == "mirrored_rotated"
    assert VARIANTS[found.variant] == "mirrored"


def test_an_overlay_leaves_the_rest_the_same() -> None:
    marked = SCENE.copy()
    ImageDraw.Draw(marked).rectangle((0, 500, 480, 580), fill=(255, 255, 255))
    found = both_ways(SCENE, marked)
    assert found.match_class == "edited_locally"
    assert found.box is not None
    assert found.box[1] >= 600


def test_brighter() -> None:
    brighter = ImageEnhance.Brightness(SCENE).enhance(1.3)
    assert compare(picture(SCENE), picture(brighter)) is not None


def test_distinct_pictures_are_not_alike() -> None:
    others = [picture(scene(seed)) for seed in range(20, 40)]
    assert all(compare(picture(SCENE), other) is None for other in others)


def test_pictures_with_nothing_in_them_are_alike_to_nothing() -> None:
    blank = picture(Image.new("RGB", (400, 300), (200, 200, 200)))
    smooth = picture(Image.linear_gradient("L").resize((400, 300)))
    assert compare(blank, blank) is None
    assert compare(smooth, smooth) is None


def test_the_chance_is_the_measured_one() -> None:
    found = compare(picture(SCENE), picture(SCENE))
    assert found is not None
    assert found.values["distinct_pairs"] == MEASURED_PAIRS
    assert all(value is not None or name == "box" for name, value in found.values.items())
    assert str(MEASURED_PAIRS) in chance()


def test_copies_found_in_two_sources_are_copies(real_data: Path) -> None:
    with (real_data / "damage/cross_source_copies.csv").open(encoding="utf-8") as file:
        pairs = [(row["a"], row["b"]) for row in csv.DictReader(file)]
    missed = [
        pair for pair in pairs if compare(*(_real(real_data / path) for path in pair)) is None
    ]
    assert missed == []


def test_other_views_of_the_same_thing_are_no_copies(real_data: Path) -> None:
    with (real_data / "neardup/pairs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    others = {"DIFFERENT", "same-object-other-view"}
    for row in rows:
        pair = (real_data / row["original"], real_data / row["derived"])
        found = compare(_real(pair[0]), _real(pair[1]))
        assert (found is None) == (row["transform"] in others), row["derived"]


def _real(path: Path) -> Picture:
    image = Image.open(path)
    image.draft("RGB", (320, 320))
    return picture(ImageOps.exif_transpose(image).convert("RGB"))
