"""
What a fingerprint pack says of itself: who answers for it, on what basis, for whom, until when.

The manifest is signed with the digest of all that the pack holds. Reading one checks its form and
its bounds; whether it may be used now is `check_usable`, which the caller asks with what it
knows: the time, the issuers it trusts, and the other packs it has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from evidence.errors import TooNew, Trouble
from evidence.values import parsed, typed
from evidence.words import say

FORMAT = 1
MOST_PICTURES = 2**22
MOST_DAYS = 366
MOST_MANIFEST_BYTES = 256 * 1024
LONGEST_TEXT = 500
MOST_REVOKED = 4096
SIGNED_TYPE = b"application/vnd.lianzheng.fingerprint-pack+json"

Audience = Literal["own_firm", "alliance", "named"]

_ID = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    What the issuer decides. `contact` is the role and office to ask, never a person's name;
    `basis` why fingerprints may leave (commission, agreement, law); `revokes` ids of earlier packs
    of the same issuer that must not be used any more.
    """

    contact: str
    basis: str
    expires_at: str
    audience: Audience = "own_firm"
    revokes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A pack's signed head. `issuer` is an Ed25519 public key; `body` the SHA-256 of the rest."""

    format: int
    id: str
    issuer: str
    issued_at: str
    expires_at: str
    contact: str
    basis: str
    audience: Audience
    revokes: tuple[str, ...]
    pictures: int
    files: int
    body: str

    def __post_init__(self) -> None:
        _check_names(self)
        _check_texts(self)
        _check_times(self.issued_at, self.expires_at)
        if not 0 <= min(self.pictures, self.files) <= max(self.pictures, self.files):
            raise ValueError("a count below nothing")
        if max(self.pictures, self.files) > MOST_PICTURES:
            raise ValueError("more than a pack holds")


def manifest_of(untrusted_bytes: bytes) -> Manifest:
    """A manifest out of its bytes; raises `Damaged`, or `TooNew` for a later format."""
    fields = parsed(untrusted_bytes, MOST_MANIFEST_BYTES)
    written = fields.get("format") if isinstance(fields, dict) else None
    if isinstance(written, int) and written > FORMAT:
        raise TooNew(say("This fingerprint pack was written by a later version."))
    return typed(Manifest, fields)


def check_usable(
    manifest: Manifest, *, at: str, trusted: Collection[str], known: Iterable[Manifest] = ()
) -> None:
    """
    Raises `Trouble` unless the pack may be searched: its issuer trusted, not expired at the time
    `at` (RFC 3339, UTC, as `values.now`), and revoked by no `known` pack of the same issuer.
    """
    if manifest.issuer not in trusted:
        raise Trouble(
            say("Nobody has confirmed the issuer of this fingerprint pack."),
            say("Compare the issuer's key with the office that sent it, and confirm it."),
        )
    if at >= manifest.expires_at:
        raise Trouble(
            say("This fingerprint pack expired on {day}.", day=manifest.expires_at[:10]),
            say("Ask its issuer for a new one."),
        )
    if any(manifest.id in other.revokes for other in known if other.issuer == manifest.issuer):
        raise Trouble(
            say("Its issuer has revoked this fingerprint pack."),
            say("Ask its issuer for a new one."),
        )


def signed_bytes(manifest: bytes) -> bytes:
    """What is signed: the manifest with its type and length in front (DSSE v1)."""
    return b"DSSEv1 %d %s %d %s" % (len(SIGNED_TYPE), SIGNED_TYPE, len(manifest), manifest)


def _check_names(manifest: Manifest) -> None:
    if manifest.format != FORMAT or manifest.audience not in get_args(Audience):
        raise ValueError("not a pack we know")
    if len(manifest.revokes) > MOST_REVOKED:
        raise ValueError("more revoked than a pack says")
    if not all(_ID.fullmatch(one) for one in (manifest.id, *manifest.revokes)):
        raise ValueError("not the id of a pack")
    if not _DIGEST.fullmatch(manifest.issuer) or not _DIGEST.fullmatch(manifest.body):
        raise ValueError("neither a key nor a digest")


def _check_texts(manifest: Manifest) -> None:
    for text in (manifest.contact, manifest.basis):
        if not 0 < len(text.strip()) <= len(text) <= LONGEST_TEXT or not text.isprintable():
            raise ValueError("contact and basis are one line of text each")


def _check_times(issued_at: str, expires_at: str) -> None:
    if not _TIME.fullmatch(issued_at) or not _TIME.fullmatch(expires_at):
        raise ValueError("not a time in UTC to the millisecond")
    lives = datetime.fromisoformat(expires_at) - datetime.fromisoformat(issued_at)
    if not timedelta(0) < lives <= timedelta(days=MOST_DAYS):
        raise ValueError("a pack lives a year at most")
