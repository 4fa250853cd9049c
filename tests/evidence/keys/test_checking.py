"""All key files of a workspace: opened with any secret, either copy, every fault told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from evidence.errors import Damaged, WrongSecret
from evidence.keys.checking import KeyFault, check_key_files, people, unlock
from evidence.keys.passphrase import Cost, make_key_file
from evidence.keys.recovery import recovery_code
from evidence.keys.scope import ScopeKeys, wrap_scope_keys
from evidence.sealing import make_folder, random_key, write_twice
from evidence.words import say

KEY = bytes(range(32))
CODE = recovery_code()
PEOPLE = {"a" * 32: ("张三", "one"), "b" * 32: ("李四", "two")}
FILES = ["people/" + "a" * 32 + ".key", "people/recovery.key", "scopes/desk/keys"]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    make_folder(folder / "people")
    make_folder(folder / "scopes" / "desk")
    for person, (name, secret) in PEOPLE.items():
        made = make_key_file(KEY, secret, person=person, name=name, org="o", cost=Cost.least())
        write_twice(folder / "people" / f"{person}.key", made)
    made = make_key_file(KEY, CODE, person="recovery", name="", org="", cost=Cost.least())
    write_twice(folder / "people" / "recovery.key", made)
    write_twice(folder / "scopes" / "desk" / "keys", wrap_scope_keys(ScopeKeys.fresh("desk"), KEY))
    return folder


def _where(workspace: Path, key: bytes | None = None) -> list[str]:
    return [fault.where for fault in check_key_files(workspace, key)]


def test_unlocked_by_anyone(workspace: Path) -> None:
    assert [p.name for p in people(workspace)] == ["张三", "李四"]
    for person, (name, secret) in PEOPLE.items():
        for who in ("", person, name):
            opened = unlock(workspace, secret, who)
            assert (opened.key, opened.person, opened.complaints) == (KEY, person, ())
            assert KEY.hex() not in repr(opened)
            assert repr(KEY) not in repr(opened)


def test_unlocked_by_the_recovery_code(workspace: Path) -> None:
    for typed in (CODE, CODE.lower().replace("-", " ")):
        assert unlock(workspace, typed).key == KEY
        assert unlock(workspace, typed).person_key == b""
        assert unlock(workspace, typed, "张三").person == ""
    wrong = ("0" if CODE[0] != "0" else "1") + CODE[1:]
    with pytest.raises(WrongSecret, match="typing error"):
        unlock(workspace, wrong)
    with pytest.raises(WrongSecret, match="does not open"):
        unlock(workspace, recovery_code())


def test_a_passphrase_may_look_like_a_recovery_code(workspace: Path) -> None:
    secret = "A" * 32
    made = make_key_file(KEY, secret, person="c", name="c", org="o", cost=Cost.least())
    write_twice(workspace / "people" / "c.key", made)
    assert unlock(workspace, secret).person == "c"


def test_wrong(workspace: Path) -> None:
    with pytest.raises(WrongSecret):
        unlock(workspace, "three")
    with pytest.raises(WrongSecret):
        unlock(workspace, "one", "李四")
    with pytest.raises(WrongSecret, match="王五"):
        unlock(workspace, "one", "王五")


def test_either_copy_opens(workspace: Path) -> None:
    path = workspace / "people" / ("a" * 32 + ".key")
    path.write_bytes(b"torn")
    opened = unlock(workspace, "one")
    assert opened.person == "a" * 32
    assert len(opened.complaints) == 1
    path.unlink()
    assert unlock(workspace, "one").key == KEY
    assert [p.name for p in people(workspace)] == ["张三", "李四"]
    path.with_name(path.name + ".copy").unlink()
    with pytest.raises(WrongSecret):
        unlock(workspace, "one")


def test_nothing_left(workspace: Path) -> None:
    for path in (workspace / "people").iterdir():
        path.unlink()
    with pytest.raises(Damaged):
        unlock(workspace, "one")
    assert _where(workspace) == ["people/recovery.key", "people/recovery.key.copy"]


@pytest.mark.parametrize("key", [None, KEY], ids=["without_key", "with_key"])
def test_a_sound_workspace(workspace: Path, key: bytes | None) -> None:
    assert check_key_files(workspace, key) == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("copy", ["", ".copy"])
@pytest.mark.parametrize("key", [None, KEY], ids=["without_key", "with_key"])
def test_every_missing_or_flipped_file(
    workspace: Path, name: str, copy: str, key: bytes | None
) -> None:
    path = workspace / (name + copy)
    whole = path.read_bytes()
    chance = random.Random(name)
    for _ in range(20):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        assert _where(workspace, key) == [name + copy]
    path.unlink()
    assert _where(workspace, key) == [name + copy]


def test_a_person_without_any_key_file(workspace: Path) -> None:
    for path in (workspace / "people").glob("a*"):
        path.unlink()
    assert _where(workspace) == []
    assert check_key_files(workspace, None, set(PEOPLE)) == [
        KeyFault(FILES[0], say("{name} is missing.", name=f"{'a' * 32}.key"))
    ]
    assert check_key_files(workspace, enrolled=["b" * 32]) == []


def test_copies_that_differ_though_sound(workspace: Path) -> None:
    """As a crash between the two leaves them."""
    path = workspace / FILES[0]
    path.write_bytes(
        make_key_file(KEY, "new", person="a" * 32, name="张三", org="o", cost=Cost.least())
    )
    assert _where(workspace, KEY) == [FILES[0]]


def test_files_written_anew_by_another(workspace: Path) -> None:
    """Only the workspace key tells these: their own digests are right."""
    other = random_key()
    made = make_key_file(other, "one", person="a" * 32, name="张三", org="o", cost=Cost.least())
    write_twice(workspace / FILES[0], made)
    write_twice(workspace / FILES[2], wrap_scope_keys(ScopeKeys.fresh("desk"), other))
    assert _where(workspace) == []
    assert set(_where(workspace, KEY)) == {
        FILES[0], FILES[0] + ".copy", FILES[2], FILES[2] + ".copy",
    }  # fmt: skip


def test_a_scope_without_keys(workspace: Path) -> None:
    make_folder(workspace / "scopes" / ("e" * 32))
    assert len(check_key_files(workspace)) == 2
