"""Originals through the workers: in order, once, and answered for when they are damaged."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

from evidence.examination import reading_originals
from evidence.examination.reading_originals import DAMAGED, read_originals, remember_all
from evidence.progress import Progress
from evidence.reading import stored
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
        take_in(ws, case, "a.pdf", b"%PDF-1.7 /Launch ", "application/pdf")
        damaged = take_in(ws, case, "d.jpg", b"damaged")
        next((ws.folder / "scopes" / case / "originals").rglob(damaged)).write_bytes(b"gone")
        rows = ws.look.exhibits(case)
        found = dict(read_originals(ws, rows, readers))
        assert list(found) == rows
        by_name = {row.source_name: reading for row, reading in found.items()}
        assert by_name["d.jpg"] == NoReading(DAMAGED)
        assert by_name["v.mp4"] == Reading(media_type="video/mp4")
        assert by_name["a.pdf"] == Reading(
            media_type="application/pdf", facts={"active_content": ["Launch"]}
        )
        again = dict(read_originals(ws, rows, readers))
        assert again == found
        memory = remember_all(ws, readers, Progress())
        assert len(memory.known.whole) == 3


def test_few_bytes_are_under_way_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = workspace(tmp_path / "w")
    with ws, Readers(workers=1) as readers:
        case = ws.new_case(number="", line="motor", title="", facts=None)
        for seed in range(5):
            take_in(ws, case, f"{seed}.jpg", jpeg(scene(seed, (200, 150))))
        rows = ws.look.exhibits(case)
        largest = max(row.size for row in rows)
        monkeypatch.setattr(reading_originals, "MOST_WAITING_BYTES", 2 * largest)
        asked: list[int] = []
        real = readers.submit

        def counted(untrusted: bytes, media_type: str) -> Future[Reading | NoReading]:
            asked.append(len(untrusted))
            return real(untrusted, media_type)

        monkeypatch.setattr(readers, "submit", counted)
        for given, (row, reading) in enumerate(read_originals(ws, rows, readers)):
            assert isinstance(reading, Reading)
            assert sum(asked[given:]) <= 2 * largest
            assert row == rows[given]
        assert len(asked) == 5


def test_what_older_readers_kept_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = workspace(tmp_path / "w")
    with ws, Readers(workers=1) as readers:
        case = ws.new_case(number="", line="motor", title="", facts=None)
        exhibit = take_in(ws, case, "a.jpg", jpeg(scene(1, (200, 150))))
        list(read_originals(ws, ws.look.exhibits(case), readers))
        monkeypatch.setattr(stored, "_version", lambda name: "new")
        assert stored.reading_of(ws.scratch.get(stored.KIND, exhibit)) is None
        list(read_originals(ws, ws.look.exhibits(case), readers))
        assert stored.reading_of(ws.scratch.get(stored.KIND, exhibit)) is not None
