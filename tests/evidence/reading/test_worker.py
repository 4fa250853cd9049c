"""
Inside a worker: evidence.reading.worker, its fence evidence.reading.file_fence, and the sentences
of evidence.reading.complaints.
"""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from evidence.reading import complaints, file_fence, read_file, wire, worker
from evidence.words import Words


def test_a_worker_is_loaded_without_what_it_does_not_need() -> None:
    asked = "import evidence.reading.worker, sys; sys.stdout.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {
        "scipy",
        "PySide6",
        "reportlab",
        "cryptography",
        "socket",
        "ssl",
        "pi_heif",
    }


def test_a_worker_ends_when_its_host_is_gone() -> None:
    assert worker._receive(io.BytesIO(b"1234"), 8) == b""
    assert worker._receive(io.BytesIO(b"12345678"), 8) == b"12345678"


def test_memory_that_runs_out_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(read_file, "read", no_room)
    said = worker._answer(b"", "image/png", wire.Asked())
    assert said.nothing is not None
    assert said.nothing.reason == complaints.TOO_MANY_PIXELS


def test_the_fence_leaves_python_its_own_files() -> None:
    allowed = set(file_fence._allowed())
    assert {sys.prefix, "/usr"} <= allowed
    assert not allowed & {"/", "/home", "/root", "/tmp", "/etc", ""}


def test_every_sentence_is_said_in_chinese() -> None:
    words = Words("zh_CN")
    said = [value for name, value in vars(complaints).items() if name.isupper()]
    assert len(said) > 15
    assert [one for one in said if words.text(one) == one] == []
