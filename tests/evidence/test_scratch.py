"""Scratch: found again after reopening; whatever is lost or changed is simply not there."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import scratch
from evidence.errors import Defect
from evidence.scratch import Scratch
from evidence.sealing import random_key

KEY = random_key()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b_2"]), st.text(max_size=5), st.binary(max_size=200)),
        max_size=30,
    )
)
def test_the_newest_of_each_name(
    tmp_path_factory: pytest.TempPathFactory, puts: list[tuple[str, str, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("scratch")
    kept = Scratch(folder, KEY)
    expected: dict[str, dict[str, bytes]] = {"a": {}, "b_2": {}}
    for kind, name, piece in puts:
        name = name.encode(errors="replace").decode()
        kept.put(kind, name, piece)
        expected[kind][name] = piece
    for opened in (kept, Scratch(folder, KEY)):
        for kind, pieces in expected.items():
            assert dict(opened.all(kind)) == pieces
            assert set(opened.names(kind)) == set(pieces)
            assert all(opened.get(kind, name) == piece for name, piece in pieces.items())
            assert opened.get(kind, "another name") is None


def test_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "MOST_FILE_BYTES", 1000)
    kept = Scratch(tmp_path, KEY)
    for n in range(50):
        kept.put("thumb", str(n), bytes(100))
    assert len(list((tmp_path / "thumb").iterdir())) > 5
    assert [name for name, _ in Scratch(tmp_path, KEY).all("thumb")] == [str(n) for n in range(50)]


@pytest.mark.parametrize("cut", range(1, 120, 7))
def test_a_torn_tail(tmp_path: Path, cut: int) -> None:
    kept = Scratch(tmp_path, KEY)
    for name in "abc":
        kept.put("thumb", name, b"x" * 20)
    (file,) = (tmp_path / "thumb").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-cut])
    opened = Scratch(tmp_path, KEY)
    left = opened.names("thumb")
    assert left == list("abc")[: len(left)]
    opened.put("thumb", "d", b"new")
    again = Scratch(tmp_path, KEY)
    assert again.names("thumb") == [*left, "d"]
    assert again.get("thumb", "d") == b"new"


def test_changed_pieces_are_not_there(tmp_path: Path) -> None:
    kept = Scratch(tmp_path, KEY)
    kept.put("thumb", "a", b"x" * 500)
    (file,) = (tmp_path / "thumb").iterdir()
    whole = file.read_bytes()
    for at in range(0, len(whole), 11):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        file.write_bytes(flipped)
        assert Scratch(tmp_path, KEY).get("thumb", "a") is None
        assert list(Scratch(tmp_path, KEY).all("thumb")) == []


def test_under_another_key(tmp_path: Path) -> None:
    Scratch(tmp_path, KEY).put("thumb", "a", b"canary")
    assert Scratch(tmp_path, random_key()).names("thumb") == []
    assert b"canary" not in next((tmp_path / "thumb").iterdir()).read_bytes()


def test_lost_while_open(tmp_path: Path) -> None:
    kept = Scratch(tmp_path / "s", KEY)
    kept.put("thumb", "a", b"x")
    for file in (tmp_path / "s" / "thumb").iterdir():
        file.unlink()
    assert kept.get("thumb", "a") is None
    assert list(kept.all("thumb")) == []
    kept.put("thumb", "b", b"y")
    assert kept.get("thumb", "b") == b"y"


def test_cleared(tmp_path: Path) -> None:
    kept = Scratch(tmp_path / "s", KEY)
    kept.put("thumb", "a", b"x")
    kept.clear()
    assert kept.names("thumb") == []
    assert not (tmp_path / "s").exists()
    kept.put("thumb", "a", b"y")
    assert kept.get("thumb", "a") == b"y"


def test_many_threads(tmp_path: Path) -> None:
    kept = Scratch(tmp_path, KEY)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: kept.put("thumb", str(n), bytes([n])), range(200)))
    assert dict(Scratch(tmp_path, KEY).all("thumb")) == {str(n): bytes([n]) for n in range(200)}


def test_private(tmp_path: Path) -> None:
    Scratch(tmp_path / "s", KEY).put("thumb", "a", b"x")
    if os.name == "posix":
        assert next((tmp_path / "s" / "thumb").iterdir()).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["", "..", "a/b", "A"])
def test_a_kind_is_not_a_path(tmp_path: Path, kind: str) -> None:
    with pytest.raises(Defect):
        Scratch(tmp_path, KEY).put(kind, "a", b"x")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.sets(st.integers(0, 9))), max_size=12))
def test_what_is_not_kept_is_gone_and_gives_back_room(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, set[int]]]
) -> None:
    folder = tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scratch, "MOST_FILE_BYTES", 900)
        kept = Scratch(folder, KEY)
        expected: dict[str, bytes] = {}
        for n, (name, others) in enumerate(steps):
            expected[str(name)] = bytes([n]) * 200
            kept.put("index", str(name), expected[str(name)])
            expected = {x: piece for x, piece in expected.items() if int(x) not in others}
            kept.keep_only("index", set(expected))
            assert dict(kept.all("index")) == expected
            size = sum(file.stat().st_size for file in (folder / "index").iterdir())
            assert size <= 3 * 260 * len(expected) + 900
        again = dict(Scratch(folder, KEY).all("index"))
        assert expected.items() <= again.items()
