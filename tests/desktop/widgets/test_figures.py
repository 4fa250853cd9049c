"""Amounts and times as a person says them."""

from __future__ import annotations

import pytest

from desktop.widgets.figures import amount, time_left


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1_250_000, "1.2 MB"),
        (123_456_789, "123 MB"), (3_400_000_000, "3.4 GB"), (5e15, "5000 TB"),
    ],
)  # fmt: skip
def test_amounts_are_decimal(count: float, said: str) -> None:
    assert amount(count) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""), (0, "about 1 s left"), (59, "about 59 s left"), (60, "about 1 min left"),
        (3599, "about 60 min left"), (3600, "about 1 h 0 min left"),
        (9000, "about 2 h 30 min left"),
    ],
)  # fmt: skip
def test_time_left(seconds: int | None, said: str) -> None:
    assert str(time_left(seconds)) == said
