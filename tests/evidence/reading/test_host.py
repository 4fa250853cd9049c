"""The host survives every worker, says why nothing was read, and goes on with the next file."""

from __future__ import annotations

import io
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.reading import complaints, read_file
from evidence.reading.host import Readers
from evidence.reading.limits import HELD, HOST_KEEPS, Limits
from evidence.reading.process import Worker
from evidence.reading.reading import NoReading, Preview, Reading
from tests.evidence.reading.made_files import exif, jpeg, picture

HOSTILE = Path(__file__).with_name("hostile_worker.py")
PNG = "image/png"
BAD, GOOD = b"bad", b"good"


def _hostile(how: str, **limits: float) -> Readers:
    bounds = Limits(**{"answer": 64 * 1024, **limits})  # type: ignore[arg-type]
    return Readers(1, bounds, program=("-I", str(HOSTILE), how))


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("segfault", complaints.STOPPED),
        ("flood", complaints.UNCLEAR),
        ("promise", complaints.UNCLEAR),
        ("garbage", complaints.UNCLEAR),
        ("other number", complaints.UNCLEAR),
        ("bad fact", complaints.UNCLEAR),
        ("bad pixels", complaints.UNCLEAR),
    ],
)
def test_a_bad_worker_costs_one_file(how: str, reason: str) -> None:
    with _hostile(how) as readers:
        assert readers.read(BAD, PNG) == NoReading(reason)
        assert isinstance(readers.read(GOOD, PNG), Reading)


def test_a_worker_that_hangs_is_killed_and_replaced() -> None:
    with _hostile("hang", seconds=2.0) as readers:
        assert readers.read(BAD, PNG) == NoReading(complaints.TOO_LONG)
        assert isinstance(readers.read(GOOD, PNG), Reading)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of processor time here")
def test_a_worker_that_spins_runs_out_of_processor_time() -> None:
    with _hostile("spin") as readers:
        assert readers.read(BAD, PNG) == NoReading(complaints.TOO_LONG)
        assert isinstance(readers.read(GOOD, PNG), Reading)


def test_no_worker_can_be_started() -> None:
    with _hostile("no hello") as readers:
        assert readers.read(GOOD, PNG) == NoReading(complaints.NO_READER)
        assert readers.held == ()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses all of it")
def test_what_a_worker_may_not_do_fails() -> None:
    with _hostile("try") as readers:
        found = readers.read(BAD, PNG)
        assert isinstance(found, Reading)
        if "no_foreign_files" not in readers.held:
            pytest.skip("this kernel has no Landlock")
        assert {tag.name: tag.text for tag in found.tags} == {
            name: "1"
            for name in (
                "read", "list", "socket", "write", "append", "make_folder", "remove", "rename",
                "execute", "fork", "kill", "memory",
            )
        }  # fmt: skip
        assert readers.held == tuple(HELD)


def test_what_the_host_keeps_is_always_held() -> None:
    with _hostile("well") as readers:
        assert set(HOST_KEEPS) <= set(readers.held) <= set(HELD)


def test_workers_are_replaced_after_so_many_files() -> None:
    with _hostile("well", files=2) as readers:
        assert all(isinstance(readers.read(GOOD, PNG), Reading) for _ in range(5))


def test_what_is_no_picture_is_not_sent_to_a_worker() -> None:
    with _hostile("no hello") as readers:
        assert readers.read(b"ftyp", "video/mp4") == Reading(media_type="video/mp4")


def test_a_pdf_is_searched_in_a_worker_and_never_shown() -> None:
    with Readers(1) as readers:
        acting = readers.read(b"%PDF-1.7\n<</OpenAction 3 0 R>>", "application/pdf")
        assert acting == Reading(
            media_type="application/pdf", facts={"active_content": ["OpenAction"]}
        )
        assert isinstance(readers.preview(b"%PDF-1.7", "application/pdf", 200), NoReading)


def test_many_threads_share_few_workers() -> None:
    with _hostile("segfault") as readers:
        wanted = [GOOD, BAD] * 8
        futures = [readers.submit(file, PNG) for file in wanted]
        found = [future.result() for future in futures]
    kinds = [Reading if file is GOOD else NoReading for file in wanted]
    assert [type(one) for one in found] == kinds


def test_the_real_worker_reads_a_picture_as_in_this_process() -> None:
    file = jpeg(exif({0x010F: "HUAWEI"}))
    with Readers(1) as readers:
        found = readers.read(file, "image/jpeg")
        assert isinstance(found, Reading)
        assert replace(found, thumbnail=b"") == read_file.read(file, "image/jpeg").reading
        assert found.thumbnail[:3] == b"\xff\xd8\xff"
        seen = readers.preview(file, "image/jpeg", 200)
        assert isinstance(seen, Preview)
        assert (seen.width, seen.height) == (200, 150)
        assert isinstance(readers.read(file[:100], "image/jpeg"), Reading)


def test_every_format_is_read_behind_the_limits() -> None:
    kinds = {"PNG": PNG, "WEBP": "image/webp", "TIFF": "image/tiff", "GIF": "image/gif",
             "BMP": "image/bmp", "AVIF": "image/avif", "JPEG2000": "image/jp2"}  # fmt: skip
    with Readers(1) as readers:
        for name, kind in kinds.items():
            out = io.BytesIO()
            picture().save(out, name)
            found = readers.read(out.getvalue(), kind)
            assert isinstance(found, Reading), name
            assert found.thumbnail, name
            assert (found.width, found.height) == (320, 240), name


def test_a_question_broken_off_costs_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    with _hostile("well") as readers:
        assert isinstance(readers.read(GOOD, PNG), Reading)
        with monkeypatch.context() as patch:
            patch.setattr(Worker, "_answer", _interrupted)
            with pytest.raises(KeyboardInterrupt):
                readers.read(GOOD, PNG)
        assert isinstance(readers.read(GOOD, PNG), Reading)


def _interrupted(worker: Worker, number: int) -> bytes:
    raise KeyboardInterrupt


def test_no_thread_or_process_is_left() -> None:
    before = threading.active_count()
    with _hostile("well") as readers:
        readers.submit(GOOD, PNG).result()
    assert threading.active_count() == before
