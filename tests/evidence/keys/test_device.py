"""What a device keeps of a workspace: its signers, where it lay, what was last seen."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import pytest

from evidence.errors import Trouble
from evidence.keys import os_keyring
from evidence.keys.device import Device, Known, LastHeads, user_data
from evidence.sealing import derive, random_key, seal
from evidence.values import canonical, sha256

WORKSPACE = "ab" * 16
KEY, MINE = random_key(), random_key()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return _workspace(tmp_path / "cases")


def _workspace(folder: Path) -> Path:
    folder.mkdir()
    (folder / "workspace.json").write_text(f'{{"workspace":"{WORKSPACE}"}}')
    return folder


def _device(folder: Path) -> Device:
    return Device(WORKSPACE, folder, KEY)


def _record() -> Path:
    (record,) = (user_data() / "devices" / WORKSPACE).glob("*.json")
    return record


def test_a_signing_key_stays(folder: Path) -> None:
    assert _device(folder).known() == Known("unknown_here")
    assert _device(folder).signing_key("p1", MINE) is None
    made = _device(folder).make_signing_key("p1", MINE)
    other = _device(folder).make_signing_key("p2", MINE)
    assert _device(folder).known() == Known("same")
    for person, key in (("p1", made), ("p2", other)):
        found = _device(folder).signing_key(person, MINE)
        assert found is not None
        assert found.private_bytes_raw() == key.private_bytes_raw()
    assert made.private_bytes_raw() != other.private_bytes_raw()


def test_last_heads(folder: Path) -> None:
    assert _device(folder).last_heads() is None
    several = (("desk", "5e" * 32, 3, "1a" * 32), ("f0" * 16, "5e" * 32, 1, "2b" * 32))
    for heads in (LastHeads("a" * 64, 3), LastHeads("b" * 64, 4, several)):
        _device(folder).remember(heads)
        assert _device(folder).last_heads() == heads


def test_moved(tmp_path: Path, folder: Path) -> None:
    key = _device(folder).make_signing_key("p1", MINE)
    _device(folder).remember(LastHeads("a" * 64, 3))
    there = tmp_path / "elsewhere"
    folder.rename(there)
    assert _device(there).known() == Known("other_folder", os.path.realpath(folder), False)
    assert _device(there).signing_key("p1", MINE) is None
    assert _device(there).moved(lambda last: last.entries == 3)
    assert _device(there).known() == Known("same")
    found = _device(there).signing_key("p1", MINE)
    assert found is not None
    assert found.private_bytes_raw() == key.private_bytes_raw()
    assert _device(there).last_heads() == LastHeads("a" * 64, 3)


def test_copied(tmp_path: Path, folder: Path) -> None:
    key = _device(folder).make_signing_key("p1", MINE)
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert _device(copy).known() == Known("other_folder", os.path.realpath(folder), True)
    with pytest.raises(Trouble, match="copy"):
        _device(copy).moved(lambda last: True)
    new = _device(copy).make_signing_key("p1", MINE)
    assert new.private_bytes_raw() != key.private_bytes_raw()
    assert _device(copy).known() == _device(folder).known() == Known("same")
    unchanged = _device(folder).signing_key("p1", MINE)
    assert unchanged is not None
    assert unchanged.private_bytes_raw() == key.private_bytes_raw()


def test_by_another_way_to_the_same_folder(tmp_path: Path, folder: Path) -> None:
    _device(folder).make_signing_key("p1", MINE)
    (tmp_path / "link").symlink_to(folder)
    assert _device(tmp_path / "link").known() == Known("same")


def test_a_damaged_record_is_mended_from_its_copy(folder: Path) -> None:
    _device(folder).make_signing_key("p1", MINE)
    _record().write_bytes(b"{")
    assert _device(folder).signing_key("p1", MINE) is not None
    _record().unlink()
    assert _device(folder).known() == Known("same")


def test_a_record_nobody_can_read_is_told_and_set_aside(folder: Path) -> None:
    _device(folder).make_signing_key("p1", MINE)
    path = _record()
    assert _device(folder).damaged() == []
    for place in path.parent.iterdir():
        place.write_bytes(b"{}")
    assert _device(folder).known() == Known("unknown_here")
    assert _device(folder).damaged() == [path]
    _device(folder).set_aside_damaged()
    assert _device(folder).damaged() == []
    assert [p.read_bytes() for p in (path.parent / "set-aside").iterdir()] == [b"{}", b"{}"]
    assert _device(folder).make_signing_key("p1", MINE)


def test_a_record_of_another_form_is_damaged(folder: Path) -> None:
    _device(folder).make_signing_key("p1", MINE)
    body = json.loads(_record().read_bytes())
    del body["sha256"]
    older = seal(derive(KEY, "device record"), b'{"heads":{}}', b"lianzheng last heads 1\0").hex()
    for change in ({"format": 0}, {"last_heads": "x"}, {"last_heads": older}, {"signers": 1}):
        other = body | change
        held = canonical({**other, "sha256": sha256(canonical(other))})
        for place in _record().parent.iterdir():
            place.write_bytes(held)
        assert _device(folder).damaged() == [_record()]


def test_moved_is_the_folder_whose_heads_are_held(tmp_path: Path, folder: Path) -> None:
    key = _device(folder).make_signing_key("p1", MINE)
    _device(folder).remember(LastHeads("a" * 64, 3))
    for n in range(4):  # records come in the order of their random names
        copy = tmp_path / f"copy{n}"
        shutil.copytree(folder, copy)
        _device(copy).make_signing_key("p1", MINE)
        _device(copy).remember(LastHeads("b" * 64, 4))
        shutil.rmtree(copy)
    there = folder.rename(tmp_path / "elsewhere")
    assert not _device(there).moved(lambda last: False)
    assert _device(there).known().state == "other_folder"
    assert _device(there).moved(lambda last: last.digest == "a" * 64)
    found = _device(there).signing_key("p1", MINE)
    assert found is not None
    assert found.private_bytes_raw() == key.private_bytes_raw()


def test_flipped_bytes(folder: Path) -> None:
    _device(folder).make_signing_key("p1", MINE)
    record = _record().read_bytes()
    _record().with_name(_record().name + ".copy").unlink()
    chance = random.Random(1)
    for _ in range(200):
        flipped = bytearray(record)
        flipped[chance.randrange(len(record))] ^= 1 << chance.randrange(8)
        _record().write_bytes(flipped)
        assert _device(folder).known() == Known("unknown_here")


def test_with_another_workspace_key(folder: Path) -> None:
    _device(folder).make_signing_key("p1", MINE)
    _device(folder).remember(LastHeads("a" * 64, 3))
    other = Device(WORKSPACE, folder, random_key())
    assert other.signing_key("p1", MINE) is None
    assert other.last_heads() is None
    assert other.damaged() == [_record()]


def test_another_person_who_has_the_workspace_key_opens_no_seed(folder: Path) -> None:
    made = _device(folder).make_signing_key("p1", MINE)
    for person_key in (random_key(), b""):
        assert _device(folder).signing_key("p1", person_key) is None
    assert _device(folder).signs_here("p1")
    assert not _device(folder).signs_here("p2")
    found = _device(folder).signing_key("p1", MINE)
    assert found is not None
    assert found.private_bytes_raw() == made.private_bytes_raw()


def test_without_a_person_key_nothing_is_kept(folder: Path) -> None:
    _device(folder).make_signing_key("p1", MINE)
    before = _record().read_bytes()
    made = _device(folder).make_signing_key("p1", b"")
    assert _record().read_bytes() == before
    found = _device(folder).signing_key("p1", MINE)
    assert found is not None
    assert found.private_bytes_raw() != made.private_bytes_raw()


def test_private_and_sealed(folder: Path) -> None:
    key = _device(folder).make_signing_key("p1", MINE)
    for place in (*_record().parent.iterdir(), _record().parent):
        if os.name == "posix":
            assert place.stat().st_mode & 0o077 == 0
    held = _record().read_text()
    assert key.private_bytes_raw().hex() not in held
    assert KEY.hex() not in held


class _Kept:
    """A keyring that works."""

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.secrets[service, username]


def test_with_a_keyring(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = _Kept()
    monkeypatch.setattr(os_keyring, "_allowed", lambda: (ring, "a keyring"))
    key = _device(folder).make_signing_key("p1", MINE)
    found = _device(folder).signing_key("p1", MINE)
    assert found is not None
    assert found.private_bytes_raw() == key.private_bytes_raw()
    (kept,) = ring.secrets.values()
    assert key.private_bytes_raw().hex() not in kept
    assert kept not in _record().read_text()
    ring.secrets.clear()
    with pytest.raises(Trouble, match="keyring"):
        _device(folder).signing_key("p1", MINE)


def test_a_record_put_back_is_told_by_the_keyring(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = _Kept()
    monkeypatch.setattr(os_keyring, "_allowed", lambda: (ring, "a keyring"))
    older, newer = LastHeads("a" * 64, 3), LastHeads("b" * 64, 4)
    _device(folder).remember(older)
    before = {place: place.read_bytes() for place in _record().parent.iterdir()}
    _device(folder).remember(newer)
    assert _device(folder).last_heads() == newer
    for place, data in before.items():
        place.write_bytes(data)
    assert _device(folder).last_heads() == LastHeads("b" * 64, 3, put_back=True)
    monkeypatch.setattr(os_keyring, "_allowed", lambda: (None, "locked"))
    assert _device(folder).last_heads() == older  # it says nothing, and nothing is claimed
    _device(folder).remember(newer)
    monkeypatch.setattr(os_keyring, "_allowed", lambda: (ring, "a keyring"))
    ring.secrets = {each: "c" * 64 for each in ring.secrets}
    assert _device(folder).last_heads() == newer  # the keyring was locked when it was written
