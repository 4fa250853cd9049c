"""What two pictures are to each other: made of each other, of one scene, or nothing."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from evidence.likeness.classes import Kinship
from evidence.likeness.descriptors import QUERY_PIXELS, QUERY_POINTS, of_pixels
from evidence.likeness.fingerprint import of_pixels as fingerprint_of
from evidence.likeness.picture import Picture, Small, small
from evidence.likeness.search import compare
from tests.evidence.examination.built import scene

NOON = datetime(2026, 3, 1, 12, 0, 0)


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    """With grain everywhere, as a photo has: the bare scene is all edges and plain colour."""
    noise = np.random.default_rng(3).integers(0, 256, (600, 800, 3), np.uint8)
    grain = ImageOps.autocontrast(Image.fromarray(noise).filter(ImageFilter.GaussianBlur(3)))
    return Image.blend(scene(5), grain, 0.5)


def picture(image: Image.Image, asked: bool = False, taken: datetime | None = None) -> Picture:
    image = image.convert("RGB")
    features = of_pixels(image, QUERY_POINTS, QUERY_PIXELS) if asked else of_pixels(image)
    return Picture(
        fingerprint=fingerprint_of(image),
        features=features,
        small=small(image),
        width=image.width,
        height=image.height,
        taken=taken,
    )


def saved(image: Image.Image, quality: int = 80) -> Image.Image:
    held = io.BytesIO()
    image.convert("RGB").save(held, "JPEG", quality=quality)
    return Image.open(io.BytesIO(held.getvalue()))


def kin(changed: Image.Image, photo: Image.Image) -> Kinship:
    found, _ = compare(picture(changed, asked=True), picture(photo))
    assert found is not None
    return found


def test_saved_again_and_made_smaller(photo: Image.Image) -> None:
    assert kin(saved(photo, 40), photo).match_class == "re_encoded"
    assert kin(saved(photo.resize((500, 375))), photo).match_class == "resized"


def test_cut_out_with_its_box(photo: Image.Image) -> None:
    found = kin(saved(photo.crop((200, 150, 680, 510))), photo)
    assert found.match_class == "cropped"
    assert not found.box_in_first
    assert found.box is not None
    assert np.abs(np.array(found.box) - [250, 250, 600, 600]).max() <= 12


@pytest.mark.parametrize("degrees", [7, 40, 180])
def test_turned_by_its_angle(photo: Image.Image, degrees: int) -> None:
    found = kin(saved(photo.rotate(-degrees, Image.Resampling.BICUBIC, expand=True)), photo)
    assert found.match_class == "mirrored_rotated"
    assert abs(abs(found.angle) - 10 * degrees) <= 5
    assert not found.mirrored


def test_mirrored(photo: Image.Image) -> None:
    found = kin(saved(ImageOps.mirror(photo)), photo)
    assert (found.match_class, found.mirrored) == ("mirrored_rotated", True)


def test_changed_in_places_with_every_region(photo: Image.Image) -> None:
    edited = photo.copy()
    draw = ImageDraw.Draw(edited)
    for left, top in ((80, 60), (520, 400)):
        for step in range(0, 160, 16):
            draw.rectangle((left + step, top, left + step + 7, top + 110), fill=(250, 230, 0))
            draw.rectangle((left + step + 8, top, left + step + 15, top + 110), fill=(0, 0, 90))
    found = kin(saved(edited), photo)
    assert found.match_class == "edited_locally"
    assert len(found.regions) == 2
    for box in found.regions:
        near = min(abs(box[0] - 100) + abs(box[1] - 100), abs(box[0] - 650) + abs(box[1] - 667))
        assert near < 120


def test_set_into_a_screen_is_recaptured(photo: Image.Image) -> None:
    screen = Image.new("RGB", (720, 1560), (10, 10, 10))
    screen.paste(photo.resize((720, 540)), (0, 500))
    found = kin(saved(screen), photo)
    assert found.match_class == "recaptured"
    assert found.box_in_first
    assert found.box is not None
    assert np.abs(np.array(found.box) - [0, 320, 1000, 346]).max() <= 15


def test_seen_from_the_side_is_recaptured(photo: Image.Image) -> None:
    room = ImageOps.expand(photo, 90, (20, 20, 25))
    tilt = (1.05, 0.04, -20, 0.02, 1.06, -15, 0.0001, 0.00012)
    seen = room.transform(room.size, Image.Transform.PERSPECTIVE, tilt, Image.Resampling.BICUBIC)
    assert kin(saved(seen), photo).match_class == "recaptured"
    inside = seen.crop((200, 160, 700, 560))
    assert kin(saved(inside), photo).match_class == "same_scene"


def test_times_a_moment_apart_are_one_scene(photo: Image.Image) -> None:
    first = picture(photo, taken=NOON)
    for apart, kind in ((0.4, "same_scene"), (0, "re_encoded"), (86_400, "re_encoded")):
        second = picture(saved(photo), taken=NOON + timedelta(seconds=apart))
        found, _ = compare(first, second)
        assert found is not None
        assert found.match_class == kind


def test_two_exposures_hardly_moved_are_one_scene(photo: Image.Image) -> None:
    frames = [photo.crop((at, at // 2, at + 720, at // 2 + 540)) for at in (10, 40)]
    found, _ = compare(picture(saved(frames[0])), picture(saved(frames[1], 90)))
    assert found is not None
    assert found.match_class == "same_scene"


def test_other_pictures_are_nothing(photo: Image.Image) -> None:
    for number in (6, 7, 8):
        assert compare(picture(scene(number), asked=True), picture(photo))[0] is None


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (300, 300)])
def test_nothing_to_see_is_like_nothing(photo: Image.Image, size: tuple[int, int]) -> None:
    blank = picture(Image.new("L", size, 255))
    assert compare(blank, picture(photo))[0] is None
    assert compare(blank, blank)[0] is None


def test_real_look_alikes_are_never_one_photograph(real_data: Path) -> None:
    views = real_data / "neardup/jonathanhexner__sim-bench/samples/ukbench"
    frames = [picture(Image.open(path), asked=True) for path in sorted(views.glob("*.jpg"))[:4]]
    for a in frames:
        for b in frames:
            found, _ = compare(a, b)
            assert a is b or found is None or not found.same_photograph


def test_a_small_picture_is_bounded() -> None:
    with pytest.raises(ValueError, match="byte for each pixel"):
        Small(4, 4, b"1")
    with pytest.raises(ValueError, match="640"):
        Small(641, 1, bytes(641))


def test_a_cut_of_a_hair_is_no_frame(photo: Image.Image) -> None:
    # Hard lines where the cut is, as a screen's edge would make.
    lined = photo.copy()
    ImageDraw.Draw(lined).rectangle((17, 13, 782, 586), outline="white", width=3)
    part = lined.crop((16, 12, 784, 588))
    assert kin(saved(ImageOps.mirror(part)), lined).match_class == "mirrored_rotated"


def test_a_rim_in_both_of_two_views_is_no_screen(photo: Image.Image) -> None:
    rim = photo.copy()
    draw = ImageDraw.Draw(rim)
    draw.rectangle((0, 0, 800, 89), "black")
    draw.rectangle((0, 0, 119, 600), "black")
    views = [rim.crop((0, 0, 660, 500)), rim.crop((120, 90, 800, 600))]
    assert kin(saved(views[1]), saved(views[0])).match_class == "same_scene"


def test_things_that_moved_apart_are_one_scene(photo: Image.Image) -> None:
    pixels = np.asarray(photo)
    down, across = np.mgrid[0:600, 0:800].astype(np.float32)
    for depth, kind in ((0.0, "re_encoded"), (1.6, "same_scene")):
        moved = (across + depth * np.sin(down / 70), down + depth * np.sin(across / 70))
        seen = Image.fromarray(cv2.remap(pixels, *moved, cv2.INTER_CUBIC))
        assert kin(saved(seen), photo).match_class == kind
