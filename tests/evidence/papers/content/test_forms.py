"""How times, amounts and numbers are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.facts import Answer, Place, Time
from evidence.papers.content import forms
from evidence.words import Phrase, Words


def zh(value: Phrase | str) -> str:
    return Words("zh_CN").text(value) if isinstance(value, Phrase) else value


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (105, "壹元零伍分"),
        (120, "壹元贰角整"),
        (100_00, "壹佰元整"),
        (1001_00, "壹仟零壹元整"),
        (10_000_00, "壹万元整"),
        (100_100_00, "壹拾万零壹佰元整"),
        (1_000_100_00, "壹佰万零壹佰元整"),
        (105_000_000_00, "壹亿零伍佰万元整"),
        (100_000_001_00, "壹亿零壹元整"),
        (1_860_050, "壹万捌仟陆佰元伍角整"),
        (123_456_789_01, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分"),
        (-500, "负伍元整"),
    ],
)
def test_amounts_in_capital_numerals(fen: int, words: str) -> None:
    assert forms.capitals(fen) == words


@given(st.integers(min_value=1, max_value=10**13))
def test_capital_numerals_are_well_formed(fen: int) -> None:
    words = forms.capitals(fen)
    assert "零零" not in words
    assert not words.startswith("零")
    assert words.count("元") == (1 if fen >= 100 else 0)
    assert words.endswith(("整", "分"))


def test_instants_are_printed_in_beijing_time() -> None:
    assert zh(forms.when("2026-11-22T06:05:59.999Z")) == "2026年11月22日 14时05分"
    assert zh(forms.when("2026-12-31T16:00:00Z")) == "2027年01月01日 00时00分"
    assert forms.when("") == "／"
    assert forms.when("yesterday") == "yesterday"


def test_stated_times_keep_their_offset_and_basis() -> None:
    at = Time(local="2026-03-01T09:30", basis="statement")
    assert zh(forms.stated(at)) == "2026年03月01日 09时30分（陈述，未注时区）"
    west = Time(local="2026-03-01T09:30:05", offset=-210, basis="device")
    assert zh(forms.stated(west)) == "2026年03月01日 09时30分05秒 -03:30（设备记录）"
    assert forms.stated(None) == "／"


def test_times_stated_in_other_zones_are_put_in_order() -> None:
    here = Time(local="2026-03-01T10:00:00", offset=480)
    there = Time(local="2026-03-01T03:00:00", offset=0)
    assert forms.sort_key(here) < forms.sort_key(there)


def test_times_at_the_ends_of_the_calendar_have_an_order() -> None:
    first = Time(local="0001-01-01T00:00:00", offset=840)
    last = Time(local="9999-12-31T23:59:59", offset=-720)
    between = Time(local="2026-03-01T10:00:00", offset=480)
    assert sorted([last, between, first], key=forms.sort_key) == [first, between, last]


def test_an_answer_is_never_silence() -> None:
    assert zh(forms.answered(Answer(unknown="refused", note="不愿"))) == "已拒绝（不愿）"
    assert forms.answered(Answer(value="是")) == "是"


def test_places_keep_their_datum() -> None:
    at = Place(lat=-1_234_567, lon=121_473_701, datum="gcj02", within=30)
    assert zh(forms.place(at)) == "-1.234567, 121.473701（GCJ-02，精度 30 米）"


@given(st.text(max_size=40))
def test_masked_numbers_tell_little(number: str) -> None:
    shown = forms.masked(number)
    assert shown
    if len(number) >= 8:
        assert len(shown) == len(number)
        assert "*" in shown or number.count("*")
