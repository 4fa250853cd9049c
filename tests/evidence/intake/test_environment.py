"""The statement of the environment: filled by the program, true of this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from sqlcipher3 import dbapi2

from evidence.errors import Trouble
from evidence.intake.environment import SELF_TEST, environment, program_digest, self_test
from evidence.values import canonical


def test_everything_is_stated(tmp_path: Path) -> None:
    stated = environment(tmp_path, ("memory", "time"))
    canonical(stated)
    assert set(stated) == {
        "program", "build", "python", "system", "machine", "libraries", "openssl", "sqlite",
        "time_zone", "clock", "free_disk", "worker_limits", "self_test",
    }  # fmt: skip
    assert all(stated.values())
    assert stated["worker_limits"] == "memory, time"
    assert stated["time_zone"].startswith("UTC")
    assert stated["self_test"] == SELF_TEST == "SHA-256, SM3, AES-256-GCM: passed"


def test_room_on_the_disk_reads_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil._ntuple_diskusage(10**12, 0, 83_245_379_584)
    monkeypatch.setattr("evidence.intake.environment.shutil.disk_usage", lambda _: usage)
    assert environment(tmp_path)["free_disk"] == "83.2 GB"


def test_a_machine_that_computes_wrong_takes_in_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.intake.environment.hashes.SM3", hashes.SHA256)
    with pytest.raises(Trouble, match="wrongly"):
        self_test()


def test_the_sqlite_stated_is_the_one_that_keeps_the_index(tmp_path: Path) -> None:
    assert environment(tmp_path)["sqlite"] == dbapi2.sqlite_version


def test_the_build_names_the_source_that_runs(tmp_path: Path) -> None:
    stated = environment(tmp_path)["build"]
    assert len(stated) == 64
    assert stated == program_digest()
