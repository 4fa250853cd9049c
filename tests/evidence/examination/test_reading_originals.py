"""Originals through the workers: in order, once, and answered for when they are damaged."""

from __future__ import annotations

from pathlib import Path

from evidence.examination.reading_originals import DAMAGED, read_originals, remember_all
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.reading.reading import NoReading, Reading
from tests.evidence.examination.built import jpeg, scene, take_in, workspace


def test_in_order_once_and_whatever_their_state(tmp_path: Path) -> None:
    ws = workspace(tmp_path / "w")
    with ws, Readers(workers=1) as readers:
        case = ws.new_case(number="", line="motor", title="", facts=None)
        for seed in range(3):
            take_in(ws, case, f"{seed}.jpg", jpeg(scene(seed, (200, 150))))
        take_in(ws, case, "v.mp4", b"no picture", "video/mp4")
        damaged = take_in(ws, case, "d.jpg", b"damaged")
        next((ws.folder / "scopes" / case / "originals").rglob(damaged)).write_bytes(b"gone")
        rows = ws.look.exhibits(case)
        found = dict(read_originals(ws, rows, readers))
        assert list(found) == rows
        by_name = {row.source_name: reading for row, reading in found.items()}
        assert by_name["d.jpg"] == NoReading(DAMAGED)
        assert by_name["v.mp4"] == Reading(media_type="video/mp4")
        again = dict(read_originals(ws, rows, readers))
        assert again == found
        memory = remember_all(ws, readers, Progress())
        assert len(memory.known) == 3
