"""The sample cases: honest and odd photos that say of themselves what they are meant to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import exifread
import imagehash
import pytest
from PIL import Image, ImageChops, ImageStat

from evidence.facts import LINES, CaseFacts, Session
from evidence.values import typed
from resources.sample import render as sample
from resources.sample.exif import Taken, exif
from resources.sample.files import HUAWEI, Film, full_size, phone_photo
from resources.sample.noise import field
from resources.sample.picture import take
from resources.sample.shots import PHOTOS

SMALL = (280, 210)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sample.Sample]:
    """The whole sample, rendered coarsely and then enlarged: what it shows is not tested here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "_RENDERED", SMALL)
        yield sample.render(tmp_path_factory.mktemp("sample"))


def _of(made: sample.Sample, kind: str) -> tuple[sample.SampleCase, Path]:
    for case in made.cases:
        for surprise in case.surprises:
            if surprise.kind == kind:
                return case, case.folder / surprise.file
    raise AssertionError(kind)


def _tags(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {name: str(value) for name, value in exifread.process_file(file).items()}


def test_three_cases_of_photos_that_open(made: sample.Sample) -> None:
    assert [case.key for case in made.cases] == ["case-1", "case-2", "case-3"]
    files = [path for case in made.cases for path in case.files]
    assert len(files) == len(set(files)) == 24
    for path in files:
        with Image.open(path) as picture:
            picture.load()
            assert max(picture.size) >= 1280


def test_facts_and_sessions_have_the_form_of_the_case_model(made: sample.Sample) -> None:
    for case in made.cases:
        facts = typed(CaseFacts, case.facts)
        assert facts.claim_no == case.claim_no
        assert case.line in LINES
        assert facts.policies
        assert facts.events
        session = typed(Session, {"id": "0" * 32, "began": "2026-10-12T08:00:00Z", **case.session})
        assert len(session.collectors) == 2


def test_nobody_is_real(made: sample.Sample) -> None:
    for case in made.cases:
        names = [party["name"] for party in case.facts["parties"]]
        names += [person["name"] for person in case.session["collectors"]]
        assert all(name.startswith("样例") for name in names)
        assert case.claim_no.startswith("SAMPLE-")


def test_honest_photos_carry_what_a_phone_writes(made: sample.Sample) -> None:
    for case in made.cases:
        odd = {s.file for s in case.surprises}
        for path in case.files:
            if path.name in odd:
                continue
            tags = _tags(path)
            assert tags["EXIF OffsetTimeOriginal"] == "+08:00"
            assert tags["GPS GPSMapDatum"] == "WGS-84"
            assert {"Image Make", "Image Model", "EXIF SubSecTimeOriginal"} <= set(tags)
            assert "JPEGThumbnail" in tags


def test_a_photo_held_upright_says_so(made: sample.Sample) -> None:
    turned = [p for p in made.cases[0].files if "Rotated 90 CW" in _tags(p)["Image Orientation"]]
    assert len(turned) == 1


def test_reused_photo_is_the_mirrored_part_of_another(made: sample.Sample) -> None:
    _, path = _of(made, "reused_mirrored")
    other = made.cases[0].files[3]
    with Image.open(path) as copy, Image.open(other) as original:
        mirrored = copy.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        assert imagehash.phash(mirrored) - imagehash.phash(original) <= 8
        assert imagehash.phash(copy) - imagehash.phash(original) > 12


def test_reused_photo_is_a_part_of_another(made: sample.Sample) -> None:
    _, path = _of(made, "reused_cropped")
    other = made.cases[1].files[0]
    with Image.open(path) as copy, Image.open(other) as original:
        wide, high = original.size
        part = original.crop(
            (int(0.22 * wide), int(0.16 * high), int(0.90 * wide), int(0.84 * high))
        )
        assert imagehash.phash(copy) - imagehash.phash(part) <= 6
        assert imagehash.phash(copy) - imagehash.phash(original) > 12
        assert max(copy.size) == 1280


def test_one_photo_is_older_than_its_policy(made: sample.Sample) -> None:
    case, path = _of(made, "before_policy")
    taken = _tags(path)["EXIF DateTimeOriginal"].replace(":", "-", 2).replace(" ", "T")
    assert taken < case.facts["policies"][0]["begins"]["local"]


def test_edited_photo_keeps_the_thumbnail_of_before(made: sample.Sample) -> None:
    _, path = _of(made, "edited")
    tags = _tags(path)
    assert "Photoshop" in tags["Image Software"]
    assert tags["Image DateTime"] > tags["EXIF DateTimeOriginal"]
    with path.open("rb") as file:
        found = exifread.process_file(file)["JPEGThumbnail"]
    with Image.open(BytesIO(bytes(found))) as before, Image.open(path) as after:
        difference = ImageChops.difference(
            before.convert("L"), after.convert("L").resize((160, 120))
        )
    inside = difference.crop((70, 50, 120, 95))
    outside = difference.crop((0, 0, 160, 30))
    assert ImageStat.Stat(inside).mean[0] > 2 * ImageStat.Stat(outside).mean[0]


def test_forwarded_copies_and_screenshot_carry_nothing(made: sample.Sample) -> None:
    forwarded = _of(made, "forwarded")[1]
    screenshot = _of(made, "screenshot")[1]
    assert re.fullmatch(r"mmexport\d{13}\.jpg", forwarded.name)
    for path in (forwarded, screenshot):
        with Image.open(path) as picture:
            assert not picture.getexif()
    with Image.open(forwarded) as picture:
        assert max(picture.size) == 1280


def test_one_photo_was_taken_far_away(made: sample.Sample) -> None:
    case, path = _of(made, "far_away")
    with Image.open(path) as picture:
        degrees = picture.getexif().get_ifd(0x8825)[2]
    latitude = degrees[0] + degrees[1] / 60 + degrees[2] / 3600
    stated = case.facts["spots"][0]["place"]["lat"] / 1e6
    assert abs(float(latitude) - stated) > 0.2


def test_same_photo_gives_same_bytes(tmp_path: Path) -> None:
    taken = Taken("2026:09:18 08:55:12", "413", (30.2795, 120.1552))
    files = (tmp_path / "a.jpg", tmp_path / "b.jpg")
    for path in files:
        picture = full_size(take(PHOTOS["shop_front"], SMALL), Film(size=(640, 480), seed=7))
        phone_photo(path, picture, HUAWEI, taken, Film(size=(640, 480)))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_gps_time_is_utc_also_across_midnight() -> None:
    early = Taken("2026:09:18 03:10:00", "000", (30.0, 120.0))
    block = exif(HUAWEI, early, (640, 480), b"\xff\xd8\xff\xd9")
    assert b"2026:09:17\0" in block


def test_textures_repeat_without_a_seam() -> None:
    clouds = field(3, 128, 2.2)
    seam = abs(clouds[:, 0] - clouds[:, -1]).mean()
    inside = abs(clouds[:, 64] - clouds[:, 63]).mean()
    assert seam < 3 * inside + 0.02
