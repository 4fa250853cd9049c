"""What files say of the moment they were taken, for a whole case; what was read last counts."""

from __future__ import annotations

from pathlib import Path

from evidence.index.shots import ShotRow
from evidence.ledger.kinds import ExhibitExamined
from tests.evidence.examination.built import take_in, workspace


def test_the_last_reading_counts_and_odd_values_harm_nothing(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        case = ws.new_case(line="motor")
        a, b = take_in(ws, case, "a.jpg", b"a"), take_in(ws, case, "b.jpg", b"b")
        for facts in (
            {"time_original": "2020-01-01T00:00:00", "make": "HUAWEI", "model": "P40"},
            {"time_original": "2026-01-01T00:00:00", "make": "HUAWEI ", "model": 7},
        ):
            ws.record(case, ExhibitExamined(exhibit=a, observations=(), facts=facts), about=a)
        ws.record(case, ExhibitExamined(exhibit=a, observations=()), about=a)
        shots = ws.look.shots(case)
        assert [shot.exhibit for shot in shots] == [a, b]
        assert (shots[0].taken, shots[0].device) == ("2026-01-01T00:00:00", "HUAWEI 7")
        assert shots[1] == ShotRow(b, shots[1].path, "", "")
