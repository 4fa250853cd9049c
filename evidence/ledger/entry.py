"""
One entry of a ledger: what is signed, and what is only committed to.

A signer (one person on one device) keeps one ledger per scope (a case, the desk,
the board), so that a case can be handed over whole without showing another.

An entry has two parts. The *header* is small, names no person, and is signed
and chained for ever. The *payload* holds the facts; the header carries only its
digest, so a payload can later be erased and the ledger still checks.

The header is signed and stored as the same bytes. To check it we never write it
out again; we only refuse a header that is not in the one form we would write.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evidence.errors import Damaged, Defect, TooNew
from evidence.ledger.points import check_point
from evidence.values import canonical, parsed, plain, sha256, typed
from evidence.words import say

FORMAT = 1
FIRST_LINK = "0" * 64
PAYLOAD_TYPE = b"application/vnd.lianzheng.entry.v1+json"
MOST_HEADER_BYTES = 64 * 1024
MOST_PAYLOAD_BYTES = 16 * 1024 * 1024
SIGNATURE_BYTES = 64

_HEX = re.compile(r"[0-9a-f]{64}")
_SCOPE = re.compile(r"desk|board|[0-9a-f]{32}")
_KIND = re.compile(r"[a-z][a-z_]{0,63}")
_ABOUT = re.compile(r"[!-~]{0,200}")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The signed part of an entry; README.md beside this file says what each member means."""

    format: int
    scope: str
    signer: str
    seq: int
    prev: str
    after: tuple[str, ...]
    seen: str | None
    kind: str
    about: str
    at: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """The part that can be erased: who says it, what it replaces, and the facts of its kind."""

    by: str
    replaces: tuple[str, ...]
    salt: str
    facts: dict[str, Any]


MEMBERS = frozenset(Header.__dataclass_fields__)
PAYLOAD_MEMBERS = frozenset(Payload.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is stored and as it travels; `payload` is None once erased."""

    header: bytes
    signature: bytes
    payload: bytes | None

    @property
    def link(self) -> str:
        """The digest by which the next entry names this one."""
        return sha256(self.header)

    def fields(self) -> Header:
        """
        The header as written.

        Raises `TooNew` for a format we do not know, `Damaged` when it is not one of ours.
        """
        fields = parsed(self.header, MOST_HEADER_BYTES)
        if not isinstance(fields, dict):
            raise _not_ours()
        written_as = fields.get("format")
        if isinstance(written_as, int) and written_as > FORMAT:
            raise TooNew(
                say("This ledger was written by a later version of the program."),
                say("Update the program, then open it again."),
            )
        if fields.keys() != MEMBERS:
            raise _not_ours()
        header = typed(Header, fields)
        _check_members(header)
        return header

    def said(self) -> Payload | None:
        """The payload as written, or None once erased; raises `Damaged` when it is not ours."""
        if self.payload is None:
            return None
        fields = parsed(self.payload, MOST_PAYLOAD_BYTES)
        if not isinstance(fields, dict) or fields.keys() != PAYLOAD_MEMBERS:
            raise Damaged(say("The payload of an entry is not in the form we write."))
        return typed(Payload, fields)


def pae(header: bytes) -> bytes:
    """What is signed: the header with its type and length in front (DSSE v1 pre-authentication)."""
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE, len(header), header)


def write(
    key: Ed25519PrivateKey,
    before: Entry | None,
    *,
    scope: str,
    kind: str,
    at: str,
    by: str,
    facts: dict[str, Any],
    about: str = "",
    replaces: Iterable[str] = (),
    after: Iterable[str] = (),
    seen: str | None = None,
    salt: str = "",
) -> Entry:
    """
    Sign the entry that follows `before` in this signer's ledger of `scope`.

    `after` names the heads of the scope's other ledgers, `seen` the newest verified
    checkpoint: order and "not before" rest on these, never on the clock in `at`.
    `salt` is for published vectors only; otherwise it is drawn afresh.
    """
    replaced, salt = sorted(set(replaces)), salt or secrets.token_hex(16)
    payload = canonical({"by": by, "replaces": replaced, "salt": salt, "facts": facts})
    header = Header(
        format=FORMAT,
        scope=scope,
        signer=key.public_key().public_bytes_raw().hex(),
        seq=1 if before is None else before.fields().seq + 1,
        prev=FIRST_LINK if before is None else before.link,
        after=tuple(sorted(set(after))),
        seen=seen,
        kind=kind,
        about=about,
        at=at,
        payload=sha256(payload),
    )
    return _signed(key, canonical(plain(header)), payload)


def check(entry: Entry, before: Entry | None) -> None:
    """
    Raise `Damaged` unless `entry` is signed and follows `before`.

    (1) the signer named in the header signed the header;
    (2) the entry belongs to the same ledger, and its number and link follow;
    (3) the payload, if it is still here, is the one committed to, and in our form.
    """
    header = entry.fields()
    check_signed(entry, header)
    check_follows(header, before.fields() if before else None, before.link if before else "")
    check_payload(entry, header)


def checked(entries: Iterable[Entry], before: Entry | None = None) -> Iterator[Header]:
    """`check` each of a run of entries, reading every header once; yields the headers."""
    earlier = before.fields() if before else None
    link = before.link if before else ""
    for entry in entries:
        header = entry.fields()
        check_signed(entry, header)
        check_follows(header, earlier, link)
        check_payload(entry, header)
        yield header
        earlier, link = header, entry.link


def check_signed(entry: Entry, header: Header) -> None:
    """(1) Raise `Damaged` unless the signer named in `header` signed it."""
    signer = bytes.fromhex(header.signer)
    check_point(signer)
    try:
        Ed25519PublicKey.from_public_bytes(signer).verify(entry.signature, pae(entry.header))
    except (InvalidSignature, ValueError) as e:
        raise Damaged(say("Entry {seq} was not signed by its signer.", seq=header.seq)) from e


def check_follows(header: Header, earlier: Header | None, earlier_link: str) -> None:
    """(2) Raise `Damaged` unless `header` is the next of the ledger that `earlier` stands in."""
    due = (header.scope, header.signer, 1, FIRST_LINK)
    if earlier is not None:
        due = (earlier.scope, earlier.signer, earlier.seq + 1, earlier_link)
    if (header.scope, header.signer, header.seq, header.prev) != due:
        raise Damaged(
            say("Entry {seq} does not follow entry {before}.", seq=header.seq, before=due[2] - 1)
        )


def check_payload(entry: Entry, header: Header) -> None:
    """(3) Raise `Damaged` if the payload is here and is not the one committed to."""
    committed(entry, header)


def committed(entry: Entry, header: Header) -> Payload | None:
    """The payload, once it is checked to be the one committed to; None when it was erased."""
    if entry.payload is not None and sha256(entry.payload) != header.payload:
        raise Damaged(say("The payload of entry {seq} was altered.", seq=header.seq))
    return entry.said()


def _signed(key: Ed25519PrivateKey, header: bytes, payload: bytes) -> Entry:
    entry = Entry(header, key.sign(pae(header)), payload)
    try:
        entry.fields()
        entry.said()
    except Damaged as e:
        raise Defect("an entry was to be written that we would refuse to read") from e
    return entry


def _check_members(header: Header) -> None:
    after = header.after
    links = (header.signer, header.prev, header.payload, *after)
    if not (
        header.format == FORMAT
        and header.seq >= 1
        and _SCOPE.fullmatch(header.scope)
        and _KIND.fullmatch(header.kind)
        and _ABOUT.fullmatch(header.about)
        and _AT.fullmatch(header.at)
        and (header.seen is None or _HEX.fullmatch(header.seen))
        and all(_HEX.fullmatch(link) for link in links)
        and all(a < b for a, b in zip(after, after[1:], strict=False))
    ):
        raise _not_ours()


def _not_ours() -> Damaged:
    return Damaged(say("The header of an entry is not in the form we write."))
