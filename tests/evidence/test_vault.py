"""The vault: what goes in comes out, nothing wrong is believed, nothing half is kept."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import sealing, vault
from evidence.errors import Damaged, NoSpace, NotFound, Trouble, Unreadable
from evidence.keys.scope import ScopeKeys
from evidence.progress import Cancelled, Progress
from evidence.sealing import CHUNK_BYTES
from evidence.vault import Stored, Vault

VECTORS = Path(__file__).parent / "vectors"
CASE = "0123456789abcdef0123456789abcdef"
SIZES = (0, 1, 4000, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 2_345_678)


@pytest.fixture
def keys() -> ScopeKeys:
    return ScopeKeys.fresh(CASE)


@pytest.fixture
def originals(tmp_path: Path, keys: ScopeKeys) -> Vault:
    return Vault(tmp_path / "scopes" / CASE / "originals", keys)


def _file(originals: Vault, stored: Stored) -> Path:
    return originals.folder / stored.exhibit[:2] / stored.exhibit


def _nothing_kept(originals: Vault) -> None:
    assert list(originals.names()) == []
    assert originals.leftovers() == []


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(originals: Vault, size: int) -> None:
    data = os.urandom(size)
    stored = originals.put(io.BytesIO(data))
    digest = hashlib.sha256(data).hexdigest()
    assert stored == Stored(originals.name_of(digest), digest, size, already=False)
    assert (
        originals.read(stored.exhibit, size) == data == b"".join(originals.chunks(stored.exhibit))
    )
    originals.check(stored.exhibit, digest)
    assert originals.size(stored.exhibit) == size
    assert originals.digests(stored.exhibit)[0] == digest
    assert (list(originals.names()), originals.strangers()) == ([stored.exhibit], [])
    with pytest.raises(Trouble):
        originals.read(stored.exhibit, size - 1)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_read_anywhere(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    originals = Vault(tmp_path_factory.mktemp("v") / "originals", ScopeKeys.fresh(CASE))
    size = data.draw(st.sampled_from(SIZES))
    plain = random.Random(size).randbytes(size)
    with originals.open(originals.put_bytes(plain).exhibit) as found:
        for _ in range(4):
            at = data.draw(st.integers(0, size + 10))
            length = data.draw(st.integers(0, 3 * CHUNK_BYTES))
            found.seek(at)
            assert found.read(length) == plain[at : at + length]
        assert found.seek(0, os.SEEK_END) == size


def test_sm3_of_the_original(originals: Vault) -> None:
    stored = originals.put_bytes(b"abc")
    assert originals.digests(stored.exhibit) == (
        hashlib.sha256(b"abc").hexdigest(),
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    )


def test_own_vectors(tmp_path: Path) -> None:
    vectors = json.loads((VECTORS / "vault.json").read_text())
    naming, sealing_key = (bytes.fromhex(vectors[k]) for k in ("naming", "originals"))
    published = Vault(tmp_path, ScopeKeys(vectors["scope"], sealing_key, bytes(32), naming))
    for v in vectors["files"]:
        path = tmp_path / v["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes.fromhex(v["file"]))
        assert published.name_of(v["sha256"]) == v["exhibit"]
        assert published.read(v["exhibit"], 100) == bytes.fromhex(v["plain"])
        published.check(v["exhibit"], v["sha256"])


def test_the_same_again(originals: Vault) -> None:
    first = originals.put_bytes(b"a photo")
    before = _file(originals, first).read_bytes()
    again = originals.put_bytes(b"a photo")
    assert (again.already, again.replaced, again.exhibit) == (True, False, first.exhibit)
    assert _file(originals, first).read_bytes() == before
    assert originals.leftovers() == []


def test_the_same_again_when_the_first_is_damaged(originals: Vault) -> None:
    stored = originals.put_bytes(b"a photo")
    path = _file(originals, stored)
    damaged = path.read_bytes()[:-1] + b"!"
    path.write_bytes(damaged)
    again = originals.put_bytes(b"a photo")
    assert (again.already, again.replaced) == (True, True)
    originals.check(stored.exhibit, stored.sha256)
    aside = list((originals.folder.parent / "set-aside").iterdir())
    assert [p.read_bytes() for p in aside] == [damaged]


def test_another_case_names_and_seals_otherwise(tmp_path: Path, originals: Vault) -> None:
    other = Vault(tmp_path / "other", ScopeKeys.fresh("f" * 32))
    mine, theirs = originals.put_bytes(b"a photo"), other.put_bytes(b"a photo")
    assert mine.exhibit != theirs.exhibit
    assert mine.sha256 == theirs.sha256


def test_two_exhibits_swapped(originals: Vault) -> None:
    one, two = originals.put_bytes(b"one"), originals.put_bytes(b"two")
    a, b = _file(originals, one), _file(originals, two)
    first, second = a.read_bytes(), b.read_bytes()
    a.write_bytes(second)
    b.write_bytes(first)
    for stored in (one, two):
        for use in (originals.size, lambda e: list(originals.chunks(e)), originals.open):
            with pytest.raises(Damaged):
                use(stored.exhibit)


def test_moved_to_another_case_with_the_same_keys(tmp_path: Path, keys: ScopeKeys) -> None:
    """Even one who has the keys cannot pass an original of one case off as another's."""
    here = Vault(tmp_path / "here", keys)
    there = Vault(tmp_path / "there", ScopeKeys("f" * 32, keys.originals, keys.ledger, keys.naming))
    stored = here.put_bytes(b"one")
    place = there.folder / stored.exhibit[:2] / stored.exhibit
    place.parent.mkdir(parents=True)
    place.write_bytes(_file(here, stored).read_bytes())
    with pytest.raises(Damaged):
        there.read(stored.exhibit, 10)


def _all_flips_noticed(originals: Vault, stored: Stored, tries: int, seed: int) -> None:
    path = _file(originals, stored)
    sealed = path.read_bytes()
    chance = random.Random(seed)
    for _ in range(tries):
        at = chance.randrange(len(sealed))
        flipped = bytearray(sealed)
        flipped[at] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        with pytest.raises(Damaged):
            originals.check(stored.exhibit, stored.sha256)
    path.write_bytes(sealed)
    originals.check(stored.exhibit, stored.sha256)


def test_flipped_bytes(originals: Vault) -> None:
    _all_flips_noticed(originals, originals.put_bytes(bytes(5000)), 300, 1)


@pytest.mark.whole
def test_ten_thousand_flipped_bytes(originals: Vault) -> None:
    _all_flips_noticed(originals, originals.put_bytes(bytes(5000)), 10_000, 2)


def test_cut_and_grown(originals: Vault) -> None:
    stored = originals.put_bytes(bytes(CHUNK_BYTES + 9))
    path = _file(originals, stored)
    sealed = path.read_bytes()
    for bad in (b"", sealed[:-1], sealed[:50], sealed[: 124 + CHUNK_BYTES + 16], sealed + b"x"):
        path.write_bytes(bad)
        with pytest.raises(Damaged):
            originals.check(stored.exhibit, stored.sha256)
        with pytest.raises(Damaged):
            originals.open(stored.exhibit).close()


def test_missing(originals: Vault) -> None:
    stored = originals.put_bytes(b"one")
    _file(originals, stored).unlink()
    with pytest.raises(NotFound, match="missing"):
        originals.check(stored.exhibit, stored.sha256)
    for name in ("../../etc/passwd", "", "A" * 32, "f" * 31):
        with pytest.raises(NotFound):
            originals.read(name, 10)


class _Source(io.BytesIO):
    """A source that does something when its second half is asked for."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__(bytes(3 * CHUNK_BYTES))
        self._then = then

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.tell() > CHUNK_BYTES:
            self._then()
        return super().readinto(buffer)


def test_a_source_that_vanishes(originals: Vault) -> None:
    def pulled() -> None:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(Unreadable, match="reports an error"):
        originals.put(_Source(pulled))
    _nothing_kept(originals)


def test_a_source_that_changed(originals: Vault) -> None:
    def changed() -> None:
        raise Unreadable(sealing.say("it changed"))

    with pytest.raises(Unreadable, match="changed"):
        originals.put(io.BytesIO(b"photo"), unchanged=changed)
    _nothing_kept(originals)


def test_stopped_by_the_person(originals: Vault) -> None:
    progress = Progress()
    with pytest.raises(Cancelled):
        originals.put(_Source(progress.stop), progress=progress)
    _nothing_kept(originals)


def test_progress_is_told(originals: Vault) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, what: told.append((done, total)))
    originals.put(io.BytesIO(b"abc"), progress=progress, expected=3)
    assert told[-1] == (3, 3)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("call", ["fsync", "replace", "mkdir", "open"])
def test_a_failing_disk(
    originals: Vault, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    originals.put_bytes(b"the one before")
    before = list(originals.names())

    def fails(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fails)
    with pytest.raises(NoSpace if number == errno.ENOSPC else Trouble):
        originals.put_bytes(b"a photo")
    monkeypatch.undo()
    assert originals.leftovers() == []
    assert list(originals.names()) == before
    assert not originals.put_bytes(b"a photo").already


def test_a_disk_that_gives_back_other_bytes(
    originals: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that drops writes is found out before anything is acknowledged."""

    def lies(file: io.BufferedRandom) -> None:
        file.seek(200)
        file.write(b"\0" * 8)
        file.flush()

    monkeypatch.setattr(vault, "flush", lies)
    with pytest.raises(Damaged, match="other bytes"):
        originals.put_bytes(bytes(10_000))
    _nothing_kept(originals)


def test_a_disk_that_cannot_be_read(originals: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = originals.put_bytes(b"one")

    def fails(*_: object, **__: object) -> io.FileIO:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(Damaged, match="reports an error"):
        originals.check(stored.exhibit, stored.sha256)


def test_leftovers_of_a_crash(originals: Vault) -> None:
    stored = originals.put_bytes(b"one")
    part = originals.folder / ("0" * 32 + ".part")
    part.write_bytes(b"half")
    stranger = originals.folder / "desktop.ini"
    stranger.write_bytes(b"?")
    assert originals.leftovers() == [part]
    assert originals.strangers() == [stranger]
    assert list(originals.names()) == [stored.exhibit]
    assert originals.collect_leftovers() == 1
    assert (originals.leftovers(), originals.strangers()) == ([], [stranger])


def test_many_threads(originals: Vault) -> None:
    """Also with the same bytes at once: one takes it in, the others find it there."""
    photos = [os.urandom(1000 * n) for n in range(8)]
    gate = threading.Barrier(4)

    def put(n: int) -> Stored:
        if n < 4:
            gate.wait()
        return originals.put_bytes(photos[n // 4])

    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(put, range(32)))
    assert sum(not s.already for s in stored) == 8
    assert len(list(originals.names())) == 8
    for s in stored:
        originals.check(s.exhibit, s.sha256)


def test_nothing_of_the_original_shows(originals: Vault) -> None:
    stored = originals.put_bytes(b"canary " * 1000)
    sealed = _file(originals, stored).read_bytes()
    assert b"canary" not in sealed
    assert bytes.fromhex(stored.sha256) not in sealed
    assert stored.sha256[:16] not in str(_file(originals, stored))
    if os.name == "posix":
        assert _file(originals, stored).stat().st_mode & 0o777 == 0o600
        assert originals.folder.stat().st_mode & 0o777 == 0o700


def test_keys_never_show(keys: ScopeKeys) -> None:
    for key in (keys.originals, keys.ledger, keys.naming):
        assert key.hex() not in repr(keys)
        assert repr(key) not in repr(keys)


def test_a_crash_while_a_damaged_one_is_replaced(
    originals: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The damaged original stays under its name until the sound one takes it."""
    stored = originals.put_bytes(b"a photo")
    path = _file(originals, stored)
    path.write_bytes(b"damaged")

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(vault, "rename", dies)
    with pytest.raises(KeyboardInterrupt):
        originals.put_bytes(b"a photo")
    assert path.read_bytes() == b"damaged"
    monkeypatch.undo()

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    assert originals.put_bytes(b"a photo").replaced
    originals.check(stored.exhibit, stored.sha256)
    aside = list((originals.folder.parent / "set-aside").iterdir())
    assert [p.read_bytes() for p in aside] == [b"damaged"] * 2
