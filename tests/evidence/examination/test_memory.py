"""The memory of a workspace: opened as it was, made again where it is lost, killed anywhere."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from evidence.examination import memory
from evidence.examination.memory import FACTS, PARTS, PIECES, WHOLE, Memory
from evidence.examination.remembered import NO_READER, of_reading
from evidence.likeness.picture import Picture
from evidence.reading import complaints
from evidence.reading.features import made
from evidence.reading.reading import NoReading, Reading
from evidence.scratch import Scratch
from tests.evidence.examination.built import reused, scene
from tests.evidence.likeness.test_classes import picture, saved

KEYS = [f"case{n % 2}/e{n}" for n in range(9)]
ASKED = picture(saved(reused(scene(3))), asked=True)


@cache
def reading(number: int) -> Reading:
    image = scene(number)
    features, small = made(image, "stored")
    seen = picture(image)
    return Reading(
        media_type="image/jpeg",
        image_data=f"{number:064x}",
        fingerprint=seen.fingerprint,
        features=features,
        small=small,
    )


def scratch(folder: Path) -> Scratch:
    return Scratch(folder / "scratch", bytes(32))


def fill(folder: Path, keys: Iterable[str] = KEYS, fewest: int = 1) -> Memory:
    made_now = Memory(scratch(folder))
    for key in keys:
        made_now.remember(key, reading(int(key[-1])))
        made_now.settle(fewest)
    return made_now


def told(known: Memory, query: Picture = ASKED) -> list[tuple[object, ...]]:
    return [(f.key, f.kinship, f.chance) for f in known.known.search(query)]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    found = told(fill(tmp_path_factory.mktemp("one"), fewest=1000))
    assert [key for key, *_ in found] == ["case1/e3"]
    return found


@pytest.mark.parametrize("fewest", [1, 4, 1000])
def test_opened_again_it_knows_the_same(
    tmp_path: Path, fewest: int, expected: list[tuple[object, ...]]
) -> None:
    keys = KEYS.copy()
    random.Random(fewest).shuffle(keys)
    first = fill(tmp_path, keys, fewest)
    again = Memory(scratch(tmp_path))
    assert told(first) == told(again) == expected
    assert list(first.items()) == list(again.items())
    assert len(again) == len(KEYS)


def test_nothing_is_read_one_by_one_that_stands_in_segments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    read: list[tuple[str, str]] = []
    real = Scratch.get

    def counted(self: Scratch, kind: str, name: str) -> bytes | None:
        read.append((kind, name))
        return real(self, kind, name)

    monkeypatch.setattr(Scratch, "get", counted)
    Memory(scratch(tmp_path))
    assert read == []


@pytest.mark.parametrize("lost", [FACTS, WHOLE, PARTS])
def test_lost_or_damaged_segments_are_made_again(
    tmp_path: Path, lost: str, expected: list[tuple[object, ...]]
) -> None:
    fill(tmp_path, fewest=4)
    for number, file in enumerate(sorted((tmp_path / "scratch" / lost).iterdir())):
        torn = bytearray(file.read_bytes())
        torn[len(torn) // 2] ^= 1
        file.write_bytes(torn) if number % 2 else file.unlink()
    again = Memory(scratch(tmp_path))
    assert told(again) == expected
    again.settle(1)
    assert told(Memory(scratch(tmp_path))) == expected


def test_a_lost_piece_is_read_again(tmp_path: Path) -> None:
    fill(tmp_path)
    for file in (tmp_path / "scratch" / PIECES).iterdir():
        file.unlink()
    opened = Memory(scratch(tmp_path))
    assert told(opened) == []
    again = Memory(scratch(tmp_path))
    assert len(again) == 0
    again.remember("case1/e3", reading(3))
    assert [key for key, *_ in told(again)] == ["case1/e3"]


class _Killed(Exception):
    pass


@pytest.mark.parametrize("after", range(0, 22, 3))
def test_killed_anywhere_and_gone_on_it_is_the_same(
    tmp_path: Path,
    after: int,
    expected: list[tuple[object, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = itertools.count(after, -1)

    def dying(real: object) -> object:
        def step(self: Scratch, *how: object) -> object:
            if next(left) <= 0:
                raise _Killed
            return real(self, *how)  # type: ignore[operator]

        return step

    with monkeypatch.context() as patch:
        patch.setattr(Scratch, "put", dying(Scratch.put))
        patch.setattr(Scratch, "keep_only", dying(Scratch.keep_only))
        with pytest.raises(_Killed):
            fill(tmp_path, fewest=2)
    again = fill(tmp_path, fewest=2)
    assert told(again) == expected
    assert told(Memory(scratch(tmp_path))) == expected


def test_what_there_is_no_more_is_not_found(tmp_path: Path) -> None:
    fill(tmp_path)
    left = set(KEYS) - {"case1/e3"}
    opened = Memory(scratch(tmp_path), left)
    assert told(opened) == []
    assert [key for key, _ in opened.items()] == sorted(left)
    opened.remember("case1/e9", reading(9))
    opened.settle(1)
    assert told(Memory(scratch(tmp_path), left)) == []


def test_another_version_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    monkeypatch.setattr(memory, "_FRONT", b"another!")
    again = Memory(scratch(tmp_path))
    assert len(again) == len(KEYS)
    again.settle(1)
    names = {kind: set(scratch(tmp_path).names(kind)) for kind in (FACTS, WHOLE, PARTS)}
    assert all(len(found) == 1 for found in names.values())


def test_segments_are_written_seldom_and_give_back_room(tmp_path: Path) -> None:
    fill(tmp_path, fewest=1)
    kept = scratch(tmp_path)
    assert len(kept.names(PARTS)) <= 2
    assert len(kept.names(WHOLE)) <= 3
    rare = fill(tmp_path / "rare", fewest=memory.FEWEST_SETTLED)
    rare.settle()
    assert scratch(tmp_path / "rare").names(PARTS) == []


def test_having_no_reader_is_not_remembered(tmp_path: Path) -> None:
    known = Memory(scratch(tmp_path))
    known.remember("c/a", NO_READER)
    assert "c/a" not in known
    known.remember("c/b", NoReading(complaints.STOPPED))
    known.remember("c/a", reading(1))
    known.remember("c/a", reading(2))
    again = Memory(scratch(tmp_path))
    assert [key for key, _ in again.items()] == ["c/a", "c/b"]
    assert again["c/a"] == of_reading(reading(1)).facts
    assert again.picture("c/b") is None
    assert len(again.known.whole) == 1
