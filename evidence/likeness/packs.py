"""
Fingerprint packs: what one office knows, so that another laptop can search it without network.

A pack is one file, signed by its issuer and encrypted for its audience. It holds the least that
can be searched: 64 bits a picture and keyed digests of files, no PDQ, no small picture, no case,
no time; and of each an opaque ticket, by which only the issuer finds the picture again. A hit
says a class, how near, and whose office to ask. Format and limits: packs.md. Only bytes and keys
come in and go out; that a pack was made or opened is for the caller to record.
"""

from __future__ import annotations

import hmac
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from numpy.typing import NDArray

from evidence.errors import Damaged, WrongSecret
from evidence.likeness.bands import Bands, Hits, near_of_all
from evidence.likeness.fingerprint import Fingerprint
from evidence.likeness.pack_terms import (
    FORMAT,
    MOST_MANIFEST_BYTES,
    MOST_PICTURES,
    Manifest,
    Terms,
    manifest_of,
    signed_bytes,
)
from evidence.likeness.whole import NEAR_BITS
from evidence.likeness.whole_segment import TABLES_FROM
from evidence.sealing import derive, seal_stream, sealed_size, unseal_stream
from evidence.values import canonical, new_id, now, plain, sha256
from evidence.words import say

LEAST_QUALITY = 50
"""PDQ's quality below which a picture is too empty to be told from others: it stays out."""

VERY_NEAR_BITS = 4
"""Of 1.7 million pairs of distinct photographs one is as near, nine to 7 bits (README.md)."""

Band = Literal["exact", "very_near", "near"]
HitClass = Literal["same_file", "re_encoded", "mirrored_rotated"]

_MAGIC = b"lianzheng fingerprint pack 1\0"
_HINT_BYTES = 8
_LENGTH_BYTES = 4
_SIGNATURE_BYTES = 64
_ROW_BYTES = 16
_MOST_PLAIN = (
    _LENGTH_BYTES + MOST_MANIFEST_BYTES + _SIGNATURE_BYTES + 2 * MOST_PICTURES * _ROW_BYTES
)
MOST_PACK_BYTES = len(_MAGIC) + _HINT_BYTES + sealed_size(_MOST_PLAIN)

_Rows = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Shared:
    """A picture to put into a pack: the issuer's own key for it, its file's digest, its look."""

    key: str
    sha256: str
    fingerprint: Fingerprint | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A new pack, and how many of the pictures are in it by their file alone."""

    file: bytes
    manifest: Manifest
    files_only: int


@dataclass(frozen=True, slots=True)
class Hit:
    """
    Something of the pack is like the asked picture. The issuer's office (`contact`) can say what
    it is by the `pack` and the `ticket`; nobody else can, and nothing else is told.
    """

    match_class: HitClass
    band: Band
    pack: str
    ticket: str
    contact: str


class Pack:
    """An opened pack, searchable; whether it may be searched is `pack_terms.check_usable`."""

    def __init__(self, manifest: Manifest, pictures: _Rows, files: _Rows, file_key: bytes) -> None:
        self.manifest = manifest
        self._hashes = np.ascontiguousarray(pictures[:, 0])
        self._tickets = pictures[:, 1]
        self._files = files
        self._file_key = file_key
        self._bands = Bands.of(self._hashes) if len(pictures) >= TABLES_FROM else None

    def search(self, file: str, fingerprint: Fingerprint | None = None) -> list[Hit]:
        """
        What the pack holds of a file (its SHA-256) or of a picture, the surest first; each
        ticket once.
        """
        digest = _file_digest(self._file_key, file)
        same = self._files[self._files[:, 0] == digest, 1].tolist()
        found = {ticket: self._hit("same_file", "exact", ticket) for ticket in sorted(same)}
        if fingerprint is None or fingerprint.quality < LEAST_QUALITY:
            return list(found.values())
        near = self._near(fingerprint)
        rows = zip(near.distances.tolist(), near.rows.tolist(), near.asked.tolist(), strict=True)
        for distance, row, variant in sorted(rows):
            ticket = int(self._tickets[row])
            kind: HitClass = "mirrored_rotated" if variant else "re_encoded"
            found.setdefault(ticket, self._hit(kind, _band(distance), ticket))
        return list(found.values())

    def _near(self, fingerprint: Fingerprint) -> Hits:
        if self._bands is None:
            return near_of_all(self._hashes, fingerprint.phash, NEAR_BITS)
        return self._bands.near(fingerprint.phash, NEAR_BITS)

    def _hit(self, kind: HitClass, band: Band, ticket: int) -> Hit:
        return Hit(kind, band, self.manifest.id, f"{ticket:016x}", self.manifest.contact)


def make(
    shared: Iterable[Shared],
    terms: Terms,
    *,
    key: bytes,
    signer: Ed25519PrivateKey,
    tickets: bytes,
) -> Made:
    """
    A pack of these pictures, sealed under the audience's `key` (32 bytes) and signed.

    `tickets` is the issuer's secret by which `owner_of` finds a picture again; it never leaves.
    Pictures that are too empty are in it by their files alone. Raises `ValueError` for terms
    that no pack can have.
    """
    pack, file_key = new_id(), _file_key(key)
    pictures, files = [], []
    for one in shared:
        ticket = int(ticket_of(tickets, pack, one.key), 16)
        files.append((_file_digest(file_key, one.sha256), ticket))
        if one.fingerprint is not None and one.fingerprint.quality >= LEAST_QUALITY:
            pictures.append((one.fingerprint.phash[0], ticket))
    body = _written(pictures) + _written(files)
    manifest = Manifest(
        format=FORMAT,
        id=pack,
        issuer=signer.public_key().public_bytes_raw().hex(),
        issued_at=now(),
        expires_at=terms.expires_at,
        contact=terms.contact,
        basis=terms.basis,
        audience=terms.audience,
        revokes=tuple(sorted(set(terms.revokes))),
        pictures=len(pictures),
        files=len(files),
        body=sha256(body),
    )
    sealed = _sealed(key, _signed(manifest, signer) + body)
    return Made(sealed, manifest, len(files) - len(pictures))


def open_pack(untrusted_file: bytes, key: bytes) -> Pack:
    """
    Open and check a pack: its seal, its signature by the issuer it names, its digest, its form.

    Raises `WrongSecret` when it is sealed for somebody else, `TooNew`, or `Damaged`.
    """
    whole = memoryview(_unsealed(untrusted_file, key))
    at = _LENGTH_BYTES + int.from_bytes(whole[:_LENGTH_BYTES], "big")
    head, signature = bytes(whole[_LENGTH_BYTES:at]), bytes(whole[at : at + _SIGNATURE_BYTES])
    manifest = manifest_of(head)
    try:
        issuer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest.issuer))
        issuer.verify(signature, signed_bytes(head))
    except (InvalidSignature, ValueError):
        raise Damaged(say("The signature of this fingerprint pack is wrong.")) from None
    body = whole[at + _SIGNATURE_BYTES :]
    rows = manifest.pictures + manifest.files
    if len(body) != rows * _ROW_BYTES or sha256(body) != manifest.body:
        raise Damaged(say("This fingerprint pack is damaged."))
    both = np.frombuffer(body, ">u8").reshape(rows, 2).astype(np.uint64)
    return Pack(manifest, both[: manifest.pictures], both[manifest.pictures :], _file_key(key))


def ticket_of(tickets: bytes, pack: str, key: str) -> str:
    """The ticket of the issuer's picture `key` in one pack: 16 hex digits."""
    return hmac.digest(tickets, f"{pack}\0{key}".encode(), "sha256")[:8].hex()


def owner_of(tickets: bytes, pack: str, ticket: str, keys: Iterable[str]) -> str | None:
    """Which of the issuer's `keys` a ticket of a pack means."""
    return next((key for key in keys if ticket_of(tickets, pack, key) == ticket), None)


def _band(distance: int) -> Band:
    if not distance:
        return "exact"
    return "very_near" if distance <= VERY_NEAR_BITS else "near"


def _written(rows: list[tuple[int, int]]) -> bytes:
    """In the order of their values: it tells nothing of cases or of when they were taken in."""
    return np.array(sorted(rows), ">u8").tobytes()


def _file_key(key: bytes) -> bytes:
    return derive(key, "fingerprint pack files")


def _file_digest(file_key: bytes, file: str) -> int:
    return int.from_bytes(hmac.digest(file_key, bytes.fromhex(file), "sha256")[:8], "big")


def _hint(key: bytes) -> bytes:
    return derive(key, "fingerprint pack hint")[:_HINT_BYTES]


def _signed(manifest: Manifest, signer: Ed25519PrivateKey) -> bytes:
    head = canonical(plain(manifest))
    return len(head).to_bytes(_LENGTH_BYTES, "big") + head + signer.sign(signed_bytes(head))


def _sealed(key: bytes, whole: bytes) -> bytes:
    out = io.BytesIO(_MAGIC + _hint(key))
    out.seek(0, io.SEEK_END)
    seal_stream(key, _MAGIC, io.BytesIO(whole), out)
    return out.getvalue()


def _unsealed(untrusted_file: bytes, key: bytes) -> bytes:
    hint_at, start = len(_MAGIC), len(_MAGIC) + _HINT_BYTES
    if not untrusted_file.startswith(_MAGIC) or len(untrusted_file) > MOST_PACK_BYTES:
        raise Damaged(say("This is not a fingerprint pack."))
    if not hmac.compare_digest(untrusted_file[hint_at:start], _hint(key)):
        raise WrongSecret(
            say("This fingerprint pack is sealed for somebody else."),
            say("Ask its issuer for one that is sealed for your office."),
        )
    return b"".join(unseal_stream(key, _MAGIC, io.BytesIO(untrusted_file[start:])))
