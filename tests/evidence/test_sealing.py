"""Sealing against published vectors, every change noticed; files on a disk that fails."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import sealing
from evidence.errors import Damaged, NoSpace, Trouble, WrongSecret
from evidence.sealing import (
    CHUNK_BYTES,
    derive,
    read_twice,
    seal,
    seal_stream,
    sealed_size,
    unseal,
    unseal_stream,
    write_durably,
    write_twice,
)

VECTORS = Path(__file__).parent / "vectors"
KEY = bytes(range(32))
SIZES = (0, 1, 15, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 2_500_000)


def _stream(plain: bytes, context: bytes = b"here") -> bytes:
    out = io.BytesIO()
    seen = hashlib.sha256()
    assert seal_stream(KEY, context, io.BytesIO(plain), out, seen.update) == len(plain)
    assert seen.digest() == hashlib.sha256(plain).digest()
    return out.getvalue()


def _unstream(sealed: bytes, context: bytes = b"here") -> bytes:
    return b"".join(unseal_stream(KEY, context, io.BytesIO(sealed)))


def test_aes_gcm_vector() -> None:
    """NIST / McGrew and Viega, test case 16 (AES-256, associated data)."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    nonce = bytes.fromhex("cafebabefacedbaddecaf888")
    plain = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    about = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    sealed = bytes.fromhex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )
    assert AESGCM(key).encrypt(nonce, plain, about) == sealed
    assert unseal(key, nonce + sealed, about) == plain


def test_hkdf_vectors() -> None:
    """RFC 5869, test cases 1 and 3; and ours is HKDF with the label as info."""
    ikm = bytes.fromhex("0b" * 22)
    one = HKDF(hashes.SHA256(), 42, bytes(range(13)), bytes(range(0xF0, 0xFA)))
    assert one.derive(ikm).hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )
    three = HKDF(hashes.SHA256(), 42, None, b"")
    assert three.derive(ikm).hex() == (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    )
    assert derive(ikm, "") == bytes.fromhex(
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    )


def test_argon2id_vector() -> None:
    """RFC 9106, section 5.3."""
    stretched = Argon2id(
        salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32,
        ad=b"\4" * 12, secret=b"\3" * 8,
    ).derive(b"\1" * 32)  # fmt: skip
    assert stretched.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_ed25519_vectors() -> None:
    """RFC 8032, section 7.1, tests 1 and 2."""
    for seed, public, message, signature in (
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39"
            "701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f36"
            "13d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ):
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
        assert key.public_key().public_bytes_raw().hex() == public
        assert key.sign(bytes.fromhex(message)).hex() == signature


def test_sm3_vectors() -> None:
    """GB/T 32905-2016, annex A."""
    for message, digest in (
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ):
        sm3 = hashes.Hash(hashes.SM3())
        sm3.update(message)
        assert sm3.finalize().hex() == digest


def test_own_vectors() -> None:
    """What the format page publishes opens, and only with its context."""
    vectors = json.loads((VECTORS / "sealing.json").read_text())
    for v in vectors["derive"]:
        assert derive(bytes.fromhex(v["key"]), v["label"]).hex() == v["derived"]
    for v in vectors["seal"]:
        key, sealed = bytes.fromhex(v["key"]), bytes.fromhex(v["sealed"])
        assert unseal(key, sealed, v["context"].encode()) == bytes.fromhex(v["plain"])
        with pytest.raises(Damaged):
            unseal(key, sealed, b"elsewhere")
    for v in vectors["stream"]:
        key, sealed = bytes.fromhex(v["key"]), bytes.fromhex(v["sealed"])
        plain = b"".join(unseal_stream(key, v["context"].encode(), io.BytesIO(sealed)))
        assert plain == bytes.fromhex(v["plain"])


@given(st.binary(max_size=300), st.binary(max_size=40), st.data())
def test_small_piece(plain: bytes, context: bytes, data: st.DataObject) -> None:
    sealed = seal(KEY, plain, context)
    assert unseal(KEY, sealed, context) == plain
    at = data.draw(st.integers(0, len(sealed) - 1))
    flipped = bytearray(sealed)
    flipped[at] ^= data.draw(st.integers(1, 255))
    for bad in (bytes(flipped), sealed[:at], sealed + b"\0", sealed[1:]):
        with pytest.raises(Damaged):
            unseal(KEY, bad, context)
    with pytest.raises(Damaged):
        unseal(KEY, sealed, context + b"x")
    with pytest.raises(Damaged):
        unseal(bytes(32), sealed, context)


@pytest.mark.parametrize("size", SIZES)
def test_stream_of_every_size(size: int) -> None:
    plain = os.urandom(size)
    sealed = _stream(plain)
    assert len(sealed) == sealed_size(size)
    assert _unstream(sealed) == plain


class _Dribble(io.RawIOBase):
    """A source that gives little at a time, as a pipe or an archive does."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._data.readinto(buffer[:100_001])


def test_a_source_may_give_less_than_asked() -> None:
    plain, out = os.urandom(CHUNK_BYTES * 2 + 7), io.BytesIO()
    seal_stream(KEY, b"here", _Dribble(plain), out)
    assert _unstream(out.getvalue()) == plain


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_stream_changed_cut_grown(data: st.DataObject) -> None:
    plain = bytes(CHUNK_BYTES + 500)
    sealed = _stream(plain)
    at = data.draw(st.integers(0, len(sealed) - 1))
    flipped = bytearray(sealed)
    flipped[at] ^= 1 << data.draw(st.integers(0, 7))
    for bad in (bytes(flipped), sealed[:at], sealed + bytes(1 + at % 40)):
        with pytest.raises(Damaged):
            _unstream(bad)


def test_chunks_moved_doubled_dropped() -> None:
    """Also where every chunk by itself is one we sealed."""
    sealed = _stream(os.urandom(3 * CHUNK_BYTES))
    other = _stream(os.urandom(3 * CHUNK_BYTES))
    salt, step = sealed[:32], CHUNK_BYTES + 16
    a, b, c = (sealed[32 + i * step : 32 + (i + 1) * step] for i in range(3))
    for chunks in (b + a + c, a + a + b + c, a + c, a + b, b"", c, a + b + c + c):
        with pytest.raises(Damaged):
            _unstream(salt + chunks)
    for bad in (other[:32] + a + b + c, salt + other[32 : 32 + step] + b + c):
        with pytest.raises(Damaged):
            _unstream(bad)
    with pytest.raises(Damaged):
        _unstream(sealed, b"elsewhere")


def test_two_sealings_share_nothing() -> None:
    assert _stream(b"same")[32:] != _stream(b"same")[32:]
    assert seal(KEY, b"same", b"") != seal(KEY, b"same", b"")


def test_written_files_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    sealing.make_folder(folder)
    write_twice(folder / "keys", b"one")
    write_twice(folder / "keys", b"two")
    assert sorted(p.name for p in folder.iterdir()) == ["keys", "keys.copy"]
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {p.stat().st_mode & 0o777 for p in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_failing_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    path = tmp_path / "keys"
    write_durably(path, b"old")

    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fails)
    with pytest.raises(NoSpace if number == errno.ENOSPC else Trouble, match="keys"):
        write_durably(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.glob("*")) == [path]


def _whole(untrusted: bytes) -> bytes:
    if not untrusted.startswith(b"whole"):
        raise Damaged(sealing.say("torn"))
    return untrusted


def test_either_copy_serves(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    write_twice(path, b"whole 1")
    assert read_twice(path, _whole, 100).complaints == ()
    path.write_bytes(b"torn")
    read = read_twice(path, _whole, 100)
    assert read.value == b"whole 1"
    assert [str(c) for c in read.complaints] == ["keys: torn"]
    write_durably(path, b"whole 2")
    read = read_twice(path, _whole, 100)
    assert read.value == b"whole 2"
    assert [str(c) for c in read.complaints] == ["keys and its copy differ."]
    path.unlink()
    assert str(read_twice(path, _whole, 100).complaints[0]) == "keys: keys is missing."
    (tmp_path / "keys.copy").write_bytes(b"whole" * 100)
    with pytest.raises(Damaged):
        read_twice(path, _whole, 100)


def _opens(secret: bytes, tried: list[bytes]) -> Callable[[bytes], bytes]:
    def opened(untrusted: bytes) -> bytes:
        tried.append(untrusted)
        if untrusted.startswith(b"torn"):
            raise Damaged(sealing.say("torn"))
        if not untrusted.endswith(secret):
            raise WrongSecret(sealing.say("wrong"))
        return untrusted

    return opened


def test_a_secret_that_opens_one_copy_is_not_wrong(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    write_durably(path, b"new")
    write_durably(tmp_path / "keys.copy", b"old")
    for secret in (b"new", b"old"):
        read = read_twice(path, _opens(secret, []), 100)
        assert read.value == secret
        assert [str(c) for c in read.complaints] == ["keys and its copy differ."]
    with pytest.raises(WrongSecret):
        read_twice(path, _opens(b"other", []), 100)
    path.write_bytes(b"torn")
    with pytest.raises(WrongSecret):
        read_twice(path, _opens(b"new", []), 100)


def test_a_wrong_secret_is_stretched_once_for_equal_copies(tmp_path: Path) -> None:
    write_twice(tmp_path / "keys", b"new")
    tried: list[bytes] = []
    with pytest.raises(WrongSecret):
        read_twice(tmp_path / "keys", _opens(b"other", tried), 100)
    assert tried == [b"new"]
