"""A pack is found in, by its audience alone, while it may be; and tells nothing else."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import Damaged, TooNew, Trouble, WrongSecret
from evidence.likeness import packs
from evidence.likeness.fingerprint import Fingerprint
from evidence.likeness.pack_terms import Manifest, Terms, check_usable, manifest_of
from evidence.likeness.packs import Made, Shared, make, open_pack, owner_of
from evidence.values import canonical, now, plain, sha256
from tests.evidence.likeness.prints import fingerprint, unhurried

VECTORS = Path(__file__).parents[1] / "vectors" / "fingerprint_pack.json"
KEY, OTHER_KEY, TICKETS = bytes(range(32)), bytes(32), b"tickets" * 5
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
ISSUER = SIGNER.public_key().public_bytes_raw().hex()
LATER = (datetime.now(UTC) + timedelta(days=90)).strftime("%Y-%m-%dT00:00:00.000Z")
TERMS = Terms(contact="理赔部反欺诈岗", basis="委托调查书第三条", expires_at=LATER)

WAYS = tuple(0xF0F0F0F0F0F0F0F0 ^ (0xFF << at) for at in range(0, 64, 8))
PHOTO = Shared("case/1", sha256(b"photo"), fingerprint(WAYS))
EMPTY = Shared("case/2", sha256(b"wall"), dataclasses.replace(fingerprint((0,) * 8), quality=49))
PAPER = Shared("case/3", sha256(b"paper"))


def _made(*shared: Shared, terms: Terms = TERMS) -> Made:
    return make(shared, terms, key=KEY, signer=SIGNER, tickets=TICKETS)


def _off(bits: int) -> Fingerprint:
    return fingerprint(tuple(way ^ (2**bits - 1) for way in WAYS))


def test_a_picture_is_found_by_its_file() -> None:
    made = _made(PHOTO, EMPTY, PAPER)
    pack = open_pack(made.file, KEY)
    for one in (PHOTO, EMPTY, PAPER):
        (hit,) = pack.search(one.sha256, one.fingerprint)
        assert (hit.match_class, hit.band, hit.contact) == ("same_file", "exact", TERMS.contact)
        assert owner_of(TICKETS, hit.pack, hit.ticket, ["case/9", one.key]) == one.key
    assert made.files_only == 2


@pytest.mark.parametrize(
    ("bits", "band"),
    [(0, "exact"), (1, "very_near"), (4, "very_near"), (5, "near"), (7, "near"), (8, None)],
)
def test_a_picture_is_found_by_its_look(bits: int, band: str | None) -> None:
    found = open_pack(_made(PHOTO, EMPTY).file, KEY).search(sha256(b"copy"), _off(bits))
    assert [hit.band for hit in found] == ([band] if band else [])
    assert all(hit.match_class == "re_encoded" for hit in found)


def test_a_turned_picture_is_found() -> None:
    turned = Shared("turned", sha256(b"t"), fingerprint((WAYS[5], *range(7))))
    (hit,) = open_pack(_made(turned).file, KEY).search(sha256(b"copy"), fingerprint(WAYS))
    assert (hit.match_class, hit.band) == ("mirrored_rotated", "exact")


def test_what_is_too_empty_is_found_by_nothing() -> None:
    pack = open_pack(_made(EMPTY, PHOTO).file, KEY)
    assert pack.search(sha256(b"copy"), EMPTY.fingerprint) == []
    assert pack.search(sha256(b"copy")) == []


def test_large_packs_answer_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    some = [Shared(f"k{n}", sha256(b"%d" % n), _off(n)) for n in range(12)]
    file = _made(*some).file
    small = open_pack(file, KEY).search(sha256(b""), _off(0))
    monkeypatch.setattr(packs, "TABLES_FROM", 1)
    assert open_pack(file, KEY).search(sha256(b""), _off(0)) == small
    assert len(small) >= 8


def test_no_order_shows() -> None:
    some = [Shared(f"k{n}", sha256(b"%d" % n), _off(12 - n)) for n in range(12)]
    pack = open_pack(_made(*some).file, KEY)
    for table in (pack._hashes.tolist(), pack._files.tolist()):
        assert table == sorted(table)


def test_two_packs_give_one_picture_two_tickets() -> None:
    (one,), (other,) = (open_pack(_made(PHOTO).file, KEY).search(PHOTO.sha256) for _ in range(2))
    assert one.ticket != other.ticket
    assert owner_of(TICKETS, one.pack, other.ticket, [PHOTO.key]) is None


def test_an_empty_pack_revokes() -> None:
    old = _made(PHOTO).manifest
    new = open_pack(_made(terms=dataclasses.replace(TERMS, revokes=(old.id,))).file, KEY).manifest
    check_usable(old, at=now(), trusted=[ISSUER])
    with pytest.raises(Trouble, match="revoked"):
        check_usable(old, at=now(), trusted=[ISSUER], known=[new])
    foreign = dataclasses.replace(new, issuer="0" * 64)
    check_usable(old, at=now(), trusted=[ISSUER], known=[foreign])


def test_when_and_by_whom_it_may_be_used() -> None:
    manifest = _made(PHOTO).manifest
    with pytest.raises(Trouble, match="expired"):
        check_usable(manifest, at=LATER, trusted=[ISSUER])
    with pytest.raises(Trouble, match="issuer"):
        check_usable(manifest, at=now(), trusted=[])


def test_another_key_opens_nothing() -> None:
    with pytest.raises(WrongSecret):
        open_pack(_made(PHOTO).file, OTHER_KEY)


def test_nothing_of_the_picture_lies_in_the_clear() -> None:
    file = _made(PHOTO).file
    for clear in (WAYS[0].to_bytes(8, "big"), TERMS.contact.encode(), bytes.fromhex(ISSUER)):
        assert clear not in file


@unhurried
@given(st.data())
def test_every_changed_or_missing_byte_is_noticed(data: Any) -> None:
    file = bytearray(_made(PHOTO, PAPER).file)
    at = data.draw(st.integers(0, len(file) - 1))
    if data.draw(st.booleans()):
        del file[at:]
    else:
        file[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises((Damaged, WrongSecret)):
        open_pack(bytes(file), KEY)


def test_whoever_has_the_key_cannot_write_in_anothers_name() -> None:
    made = _made(PHOTO)
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    for manifest, by in (
        (dataclasses.replace(made.manifest, contact="someone else"), None),
        (made.manifest, stranger),
    ):
        with pytest.raises(Damaged, match="signature"):
            open_pack(_forged(made, manifest, by), KEY)


def test_a_body_that_is_not_the_signed_one_is_refused() -> None:
    made = _made(PHOTO)
    for body in (bytes(32), bytes(16), bytes(48)):
        with pytest.raises(Damaged):
            open_pack(_forged(made, made.manifest, SIGNER, body), KEY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact": ""},
        {"contact": "a\nb"},
        {"basis": " "},
        {"basis": "x" * 501},
        {"expires_at": "2020-01-01T00:00:00.000Z"},
        {"expires_at": "2099-01-01T00:00:00.000Z"},
        {"expires_at": LATER[:10]},
        {"audience": "everybody"},
        {"revokes": ("1",)},
    ],
)
def test_terms_no_pack_can_have(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        _made(PHOTO, terms=dataclasses.replace(TERMS, **wrong))


def test_a_manifest_of_later_or_of_no_form() -> None:
    fields = plain(_made(PHOTO).manifest)
    with pytest.raises(TooNew):
        manifest_of(canonical(fields | {"format": 2}))
    for wrong in ({"format": 0}, {"id": "x"}, {"pictures": -1}, {"files": 2**23}, {"body": ""}):
        with pytest.raises(Damaged):
            manifest_of(canonical(fields | wrong))


def test_a_pack_written_earlier_opens() -> None:
    """packs.md is enough to write one; this one is opened by every later version."""
    vector = json.loads(VECTORS.read_text(encoding="utf-8"))
    key = bytes.fromhex(vector["key"])
    pack = open_pack(bytes.fromhex(vector["file"]), key)
    assert canonical(plain(pack.manifest)) == canonical(vector["manifest"])
    for asked in vector["asked"]:
        ways = tuple(int(way, 16) for way in asked["phash"])
        found = pack.search(asked["sha256"], fingerprint(ways) if ways else None)
        assert [plain(hit) for hit in found] == asked["hits"]
    for key_name, ticket in vector["tickets"].items():
        secret = bytes.fromhex(vector["ticket_secret"])
        assert packs.ticket_of(secret, pack.manifest.id, key_name) == ticket


def _forged(
    made: Made, manifest: Manifest, signer: Ed25519PrivateKey | None, body: bytes | None = None
) -> bytes:
    """A pack as somebody with the audience's key could write it."""
    whole = packs._unsealed(made.file, KEY)
    length = int.from_bytes(whole[:4], "big")
    head = canonical(plain(manifest))
    signature = whole[4 + length : 4 + length + 64]
    if signer is not None:
        signature = signer.sign(packs.signed_bytes(head))
    rest = whole[4 + length + 64 :] if body is None else body
    return packs._sealed(KEY, len(head).to_bytes(4, "big") + head + signature + rest)
