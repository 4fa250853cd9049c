"""Work tells of its steps and stops when asked."""

from __future__ import annotations

import pytest

from evidence.progress import Cancelled, Progress


def test_the_last_step_is_always_told() -> None:
    told: list[tuple[int, int, str]] = []
    progress = Progress(lambda *step: told.append(step))
    for i in range(1, 1001):
        progress.step(i, 1000, "x")
    assert told[0] == (1, 1000, "x")
    assert told[-1] == (1000, 1000, "x")
    assert len(told) < 1000


def test_it_stops_at_the_next_step() -> None:
    progress = Progress()
    progress.step(1, 2)
    progress.stop()
    with pytest.raises(Cancelled):
        progress.step(2, 2)
