"""Times with and without offsets, their spans, and the times in file names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.facts import Time
from evidence.times import (
    CHINA,
    Gap,
    assuming,
    from_exif,
    from_file_name,
    from_gps,
    gap,
    local_gap,
    moved,
    offset_minutes,
    offset_text,
    span,
)


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2026:03:01 10:22:33", "2026-03-01T10:22:33"),
        ("2026-03-01T10:22:33", "2026-03-01T10:22:33"),
        ("2026-03-01T10:22:33.123", "2026-03-01T10:22:33"),
        ("2026-03-01T10:22", "2026-03-01T10:22"),
        ("2026-03-01", "2026-03-01"),
        ("2026-03", "2026-03"),
    ],
)
def test_times_are_read(text: str, local: str) -> None:
    found = from_exif(text)
    assert found is not None
    assert found.local == local


@pytest.mark.parametrize(
    "text",
    ["", "0000:00:00 00:00:00", "2026:13:01 00:00:00", "2026:02:30 10:00:00", "    :  :  ",
     "2026:03:01 24:00:00", "٢٠٢٦:03:01 10:00:00", "x" * 500],
)  # fmt: skip
def test_times_that_cannot_be_are_none(text: str) -> None:
    assert from_exif(text) is None


@given(st.text(max_size=80), st.text(max_size=10))
def test_no_text_breaks_reading(text: str, offset: str) -> None:
    from_exif(text, offset)
    from_gps(text)
    from_file_name(text)


def test_offsets() -> None:
    assert offset_minutes("+08:00") == CHINA
    assert offset_minutes("-0330") == -210
    assert offset_minutes("Z") == 0
    assert offset_minutes("+25:00") is None
    assert offset_minutes("") is None
    assert offset_text(-210) == "-03:30"


def test_an_unknown_offset_gives_an_interval() -> None:
    taken = Time(local="2026-03-01T10:00:00")
    loss = Time(local="2026-03-01T12:00:00", offset=CHINA)
    assert gap(assuming(taken), loss) == Gap(7200, 7200)
    assert gap(taken, loss) == Gap(7200 - 20 * 3600, 7200 + 6 * 3600)


def test_a_coarse_time_is_a_span() -> None:
    day = span(Time(local="2026-03-01", offset=0))
    assert day.latest - day.earliest == 86399
    month = span(Time(local="2026-02", offset=0))
    assert month.latest - month.earliest == 28 * 86400 - 1
    exact = span(Time(local="1970-01-01T00:00:10", offset=0, within=5))
    assert (exact.earliest, exact.latest) == (5, 15)


def test_a_clock_is_set_right() -> None:
    wrong = Time(local="2026-03-01T10:00:00", offset=CHINA, basis="device")
    assert moved(wrong, -90).local == "2026-03-01T09:58:30"
    assert local_gap("2026-03-01T10:00:00", "2026-03-01T10:01:00") == 60


@pytest.mark.parametrize(
    ("name", "channel", "local", "offset", "taken"),
    [
        ("mmexport1772331753000.jpg", "wechat_saved", "2026-03-01T02:22:33", 0, False),
        ("wx_camera_1772331753000.jpg", "wechat_camera", "2026-03-01T02:22:33", 0, False),
        ("微信图片_20260301102233.jpg", "wechat_windows", "2026-03-01T10:22:33", None, False),
        ("微信图片_20260301102233_12_3.png", "wechat_windows", "2026-03-01T10:22:33", None, False),
        ("QQ图片20260301102233.jpg", "qq", "2026-03-01T10:22:33", None, False),
        ("Screenshot_2026-03-01-10-22-33-123_com.tencent.mm.jpg", "screenshot",
         "2026-03-01T10:22:33", None, False),
        ("Screenshot_20260301_102233_com.tencent.mm.jpg", "screenshot", "2026-03-01T10:22:33",
         None, False),
        ("IMG_20260301_102233.jpg", "camera", "2026-03-01T10:22:33", None, True),
        ("20260301_102233.jpg", "camera", "2026-03-01T10:22:33", None, True),
    ],
)  # fmt: skip
def test_times_in_file_names(
    name: str, channel: str, local: str, offset: int | None, taken: bool
) -> None:
    found = from_file_name(name)
    assert found is not None
    assert found.time is not None
    assert (found.channel, found.time.local, found.time.offset, found.taken) == (
        channel, local, offset, taken,
    )  # fmt: skip


def test_names_without_a_time() -> None:
    assert from_file_name("IMG_0001.HEIC") is None
    avatar = from_file_name("hdImg_abc.jpg")
    assert avatar is not None
    assert avatar.time is None
    assert from_file_name("mmexport9999999999999.jpg").time is None  # type: ignore[union-attr]
