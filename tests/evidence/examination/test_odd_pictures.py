"""Pictures of odd forms are found like any; those with nothing to see are like nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image, ImageOps

from evidence.examination.alike import alike
from evidence.examination.run import run
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.reading.media_type import HEAD_BYTES, media_type
from evidence.workspace import Workspace
from tests.evidence.examination.built import jpeg, scene, take_in, workspace

PHOTO = scene(5)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    held = io.BytesIO()
    image.save(held, kind, **how)
    return held.getvalue()


def noise(seed: int) -> Image.Image:
    dice = np.random.default_rng(seed)
    return Image.fromarray(dice.integers(0, 256, (480, 640, 3), np.uint8))


def turned() -> bytes:
    """Stored on its side, with a tag that says so."""
    tag = Image.Exif()
    tag[0x0112] = 6
    return saved(PHOTO.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=tag, quality=85)


def deep() -> bytes:
    grey = np.asarray(PHOTO.convert("L"), np.uint16) * 200
    return saved(Image.fromarray(grey), "PNG")


def empty(seed: int) -> dict[str, bytes]:
    """Pictures with nothing to see in them, or nothing that two have in common."""
    shade = 200 + 20 * seed
    return {
        "dot.png": saved(Image.new("RGB", (1, 1), (9 * seed, 9, 9)), "PNG"),
        "thread.png": saved(Image.new("L", (1, 20_000), 40 * seed), "PNG"),
        "flat.jpg": saved(Image.new("RGB", (800, 600), (shade, shade, shade)), "JPEG"),
        "noise.jpg": saved(noise(seed), "JPEG", quality=90),
        "huge.png": saved(Image.new("L", (20_000, 10_000), 30 * seed), "PNG"),
        "beyond.png": saved(Image.new("1", (30_000, 20_000), seed % 2), "PNG"),
        "clear.png": saved(Image.new("RGBA", (300, 200), (seed, 9, 9, 0)), "PNG"),
    }


def forms() -> dict[str, bytes]:
    """One photo in many forms."""
    frames = [PHOTO.resize((640, 480)), ImageOps.mirror(PHOTO).resize((640, 480))]
    return {
        "cmyk.jpg": saved(PHOTO.convert("CMYK"), "JPEG", quality=88),
        "deep.png": deep(),
        "alpha.png": saved(PHOTO.convert("RGBA"), "PNG"),
        "turned.jpg": turned(),
        "moving.gif": saved(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "palette.png": saved(PHOTO.convert("P"), "PNG"),
        "broken.jpg": (whole := jpeg(PHOTO, 90))[: len(whole) * 7 // 10],
    }


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(workers=1) as made:
        yield made


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    ws = workspace(tmp_path_factory.mktemp("odd") / "w")
    case = ws.new_case(number="", line="motor", title="", facts=None)
    for name, file in {"photo.jpg": jpeg(PHOTO), **empty(1)}.items():
        take_in(ws, case, name, file, media_type(file[:HEAD_BYTES]))
    with ws:
        yield ws


def test_every_form_of_the_photo_is_found(known: Workspace, readers: Readers) -> None:
    found = dict(alike(known, forms().items(), readers))
    names = {name: [one.source_name for one in matches] for name, matches in found.items()}
    assert names == dict.fromkeys(forms(), ["photo.jpg"])
    assert not {m.match_class for one in found.values() for m in one} & {"same_file", "same_scene"}


def test_what_shows_nothing_is_like_nothing(known: Workspace, readers: Readers) -> None:
    found = dict(alike(known, empty(2).items(), readers))
    assert found == dict.fromkeys(empty(2), [])


def test_two_cases_full_of_them_do_not_match(known: Workspace, readers: Readers) -> None:
    case = known.new_case(number="", line="motor", title="", facts=None)
    for name, file in empty(2).items():
        take_in(known, case, name, file, media_type(file[:HEAD_BYTES]))
    assert run(known, None, readers, Progress()).matches == 0
    said = {
        row.observation.result: row.observation.values
        for row in known.look.observations(case)
        if row.observation.check == "A03"
    }
    assert "consistent" in said
    assert "not_applicable" in said
