"""Asking for pictures not taken in: whole, a part, and within a case; nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image

from evidence.examination.alike import Alike, alike
from evidence.reading.host import Readers
from evidence.workspace import Workspace
from tests.evidence.examination.built import jpeg, scene, take_in, workspace

PHOTO, OTHER = scene(1), scene(2)
DETAIL = (240, 180, 720, 560)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(workers=1) as made:
        yield made


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, dict[str, str]]]:
    ws = workspace(tmp_path_factory.mktemp("alike") / "w")
    cases = {n: ws.new_case(number="", line="motor", title=n, facts=None) for n in ("one", "two")}
    take_in(ws, cases["one"], "whole.jpg", jpeg(PHOTO))
    take_in(ws, cases["one"], "smaller.jpg", jpeg(PHOTO.resize((640, 480)), 70))
    take_in(ws, cases["two"], "detail.jpg", jpeg(PHOTO.crop(DETAIL), 80))
    take_in(ws, cases["two"], "other.jpg", jpeg(OTHER))
    with ws:
        yield ws, cases


def asked(ws: Workspace, readers: Readers, file: bytes, **how: object) -> list[Alike]:
    ((_, found),) = alike(ws, [("a", file)], readers, **how)  # type: ignore[arg-type]
    return found


def test_it_says_how_sure_and_where(
    filled: tuple[Workspace, dict[str, str]], readers: Readers
) -> None:
    ws, cases = filled
    before = ws.heads()
    found = {one.source_name: one for one in asked(ws, readers, jpeg(PHOTO.resize((500, 375)), 60))}
    assert set(found) == {"whole.jpg", "smaller.jpg", "detail.jpg"}
    assert found["detail.jpg"].match_class == "cropped"
    assert found["detail.jpg"].case == cases["two"]
    assert found["detail.jpg"].box == pytest.approx((300, 300, 600, 633), abs=25)
    assert found["detail.jpg"].values["box_in_first"] is True
    assert all(one.inliers >= 8 and one.chance for one in found.values())
    assert ws.heads() == before


def test_its_own_case_only_where_that_is_wanted(
    filled: tuple[Workspace, dict[str, str]], readers: Readers
) -> None:
    ws, _ = filled
    file = jpeg(PHOTO)
    names = [one.source_name for one in asked(ws, readers, file)]
    assert names == ["whole.jpg", "detail.jpg"]
    names = [one.source_name for one in asked(ws, readers, file, within=True)]
    assert names == ["whole.jpg", "smaller.jpg", "detail.jpg"]


def test_only_a_part_is_asked(filled: tuple[Workspace, dict[str, str]], readers: Readers) -> None:
    ws, _ = filled
    both = Image.new("RGB", (1600, 600))
    both.paste(PHOTO, (0, 0))
    both.paste(OTHER, (800, 0))
    file = jpeg(both)
    left = {one.source_name for one in asked(ws, readers, file, region=(0, 0, 500, 1000))}
    right = {one.source_name for one in asked(ws, readers, file, region=(500, 0, 500, 1000))}
    assert left == {"whole.jpg", "smaller.jpg", "detail.jpg"}
    assert right == {"other.jpg"}
    assert asked(ws, readers, b"no picture") == []
