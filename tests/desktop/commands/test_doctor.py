"""Doctor: every thing that is needed has its row, and what is wrong is told."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.commands import doctor
from desktop.commands.doctor import Row, look_at
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import ExhibitTakenIn, SeenAt
from evidence.workspace import Workspace


@pytest.fixture(autouse=True)
def _no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting a worker takes half a second; one test does."""
    monkeypatch.setattr(doctor, "_workers", lambda: iter(()))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANZHENG_PASSPHRASE", "one")
    made, _ = Workspace.create(
        tmp_path / "cases", name="张三", org="某公估", passphrase="one", cost=Cost.least()
    )
    made.close()
    return tmp_path / "cases"


def _by_name(rows: list[Row]) -> dict[str, Row]:
    return {row.name: row for row in rows}


def _states(rows: list[Row]) -> set[tuple[str, str]]:
    return {(row.name, row.state) for row in rows if row.state != "ok"}


def test_this_computer() -> None:
    rows = _by_name(look_at())
    for name in ("python", "sqlite", "pillow", "cryptography", "fonts"):
        assert rows[name].state == "ok", rows[name]
    assert rows["keyring"].state == "note"
    assert {"user-data", "disk"} <= rows.keys()


def test_the_limits_of_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    rows = list(doctor._workers())
    assert rows[0].name == "workers"
    assert rows[0].state in ("ok", "note")


def test_limits_that_do_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    from evidence.reading import host

    monkeypatch.undo()
    monkeypatch.setattr(host.Readers, "held", ("time", "output"))
    rows = list(doctor._workers())
    assert rows[0] == Row("workers", "note", rows[0].text)
    assert "workers-no_network" in [row.name for row in rows]
    monkeypatch.setattr(host.Readers, "held", ())
    assert [row.state for row in doctor._workers()] == ["wrong"]


@pytest.mark.parametrize(
    ("found", "least", "state"),
    [("3.11.7", (3, 11), "ok"), ("3.9.2", (3, 11), "wrong"), ("3.51.2", (3, 51, 3), "wrong"),
     ("3.51.3", (3, 51, 3), "ok"), ("12.3.0.dev1", (12, 3), "ok"), ("4", (4, 1), "wrong")],
)  # fmt: skip
def test_floors(found: str, least: tuple[int, ...], state: str) -> None:
    assert doctor._floor("x", found, least).state == state


def test_a_package_that_is_missing() -> None:
    assert doctor._package("no-such-package-of-anybody", (1,)).state == "wrong"


@pytest.mark.parametrize(("free", "state"), [(10**12, "ok"), (10**9, "note"), (10**6, "wrong")])
def test_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert doctor._disk(tmp_path / "not yet" / "there").state == state


def test_a_sound_workspace(folder: Path) -> None:
    rows = look_at(folder)
    assert not [row for row in rows if row.state == "wrong"]
    assert [row for row in rows if (row.name, row.state) == ("workspace", "ok")]


def test_without_the_passphrase(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIANZHENG_PASSPHRASE")
    assert ("workspace", "note") in _states(look_at(folder))
    monkeypatch.setenv("LIANZHENG_PASSPHRASE", "two")
    assert ("workspace", "wrong") in _states(look_at(folder))


def test_a_key_file_that_was_changed(folder: Path) -> None:
    (folder / "scopes" / "desk" / "keys.copy").write_bytes(b"{}")
    assert ("key-files", "wrong") in _states(look_at(folder))


def test_no_workspace(tmp_path: Path, folder: Path) -> None:
    assert ("workspace", "wrong") in _states(look_at(tmp_path / "nothing"))


def test_originals_and_entries(folder: Path) -> None:
    with Workspace.open(folder, "one") as workspace:
        case = workspace.new_case(line="motor")
        vault = workspace.vault(case)
        orphan, entered = vault.put_bytes(b"orphan"), vault.put_bytes(b"entered")
        workspace.record(
            case,
            ExhibitTakenIn(
                exhibit=entered.exhibit, number="n", session="s", sha256=entered.sha256,
                size=entered.size, media_type="text/plain",
                seen=SeenAt(name="a", name_bytes="YQ==", path="/a"),
            ),
        )  # fmt: skip
        (vault.folder / ("0" * 32 + ".part")).write_bytes(b"half")
        (vault.folder / "desktop.ini").write_bytes(b"?")
    told = [(row.state, str(row.text)) for row in look_at(folder) if row.name == "originals"]
    assert [state for state, _ in told] == ["note", "note", "note"]
    (vault.folder / entered.exhibit[:2] / entered.exhibit).unlink()
    told = [(row.state, str(row.text)) for row in look_at(folder) if row.name == "originals"]
    assert told[0][0] == "wrong"
    assert "1 originals are missing" in told[0][1]
    assert orphan.exhibit not in str(told)
