"""
Making fingerprint packs, revoking them, and finding the picture that an asker's ticket means.

What leaves is recorded before it leaves: the pack itself, whose signed manifest says on what basis,
for whom and until when, is sealed in the desk first. The workspace is the issuer: its signing key
and the secret of its tickets are made with its first pack and never leave it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from evidence.errors import Trouble
from evidence.examination.memory import Memory
from evidence.examination.packs import (
    AUDIENCE_KEY,
    ISSUER_SECRETS,
    KEY_BYTES,
    PACK,
    Issuer,
    audience_key,
    keep,
    kept_secrets,
    no_such_pack,
    own_issuer,
    packs_of,
)
from evidence.examination.reading_originals import remember_all
from evidence.examination.remembered import key_of
from evidence.index.rows import ExhibitRow
from evidence.likeness.pack_terms import LONGEST_TEXT, MOST_DAYS, Manifest, Terms
from evidence.likeness.packs import Made, Shared, make, owner_of
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.sealing import random_key
from evidence.values import now
from evidence.words import say
from evidence.workspace import Workspace

_KEY_FILE = "lianzheng fingerprint pack key 1 "
MOST_KEY_FILE_BYTES = 256


def make_pack(
    workspace: Workspace, readers: Readers, terms: Terms, *,
    cases: Collection[str] = (), key: bytes | None = None, progress: Progress | None = None,
) -> Made:  # fmt: skip
    """
    A pack of every picture of these cases, or of all. Sealed under `key`, else under the only key
    that is known here. It is recorded when this returns; writing the file is the caller's.
    """
    _check_terms(terms)
    key = key or _only_key(workspace)
    memory = remember_all(workspace, readers, progress or Progress())
    shared = list(_shared(workspace, memory, cases))
    if not shared:
        raise Trouble(say("There is no picture to put into a fingerprint pack."))
    return _made(workspace, shared, replace(terms, revokes=_revoked(workspace)), key)


def revoke(workspace: Workspace, pack: str) -> Made:
    """An empty pack that revokes one of ours, for everybody who has that one."""
    revoked = _own(workspace, pack)
    terms = Terms(
        contact=revoked.contact, basis=revoked.basis, expires_at=days_from_now(MOST_DAYS),
        audience=revoked.audience, revokes=(*_revoked(workspace), pack),
    )  # fmt: skip
    return _made(workspace, [], terms, audience_key(workspace, pack))


def exhibit_of(workspace: Workspace, pack: str, ticket: str) -> ExhibitRow | None:
    """The exhibit that a ticket of one of our packs means; None when there is none."""
    _own(workspace, pack)
    rows = {key_of(row.case, row.exhibit): row for row in _files(workspace, ())}
    found = owner_of(_issuer(workspace).tickets, pack, ticket.strip().lower(), rows)
    return rows[found] if found else None


def key_file(key: bytes) -> bytes:
    """The audience's key as it is handed over: one line of text, by another way than the packs."""
    return f"{_KEY_FILE}{key.hex()}\n".encode()


def key_of_file(untrusted: bytes) -> bytes:
    """The inverse; raises `Trouble`."""
    try:
        line = untrusted[:MOST_KEY_FILE_BYTES].decode("ascii").strip()
        key = bytes.fromhex(line.removeprefix(_KEY_FILE))
        if line.startswith(_KEY_FILE) and len(key) == KEY_BYTES:
            return key
    except ValueError:
        pass
    raise Trouble(
        say("This is not a key file for fingerprint packs."),
        say("`lianzheng pack make --new-key FILE` writes one."),
    )


def days_from_now(days: int) -> str:
    """The time so many days from now, as a manifest says it."""
    at = datetime.now(UTC) + timedelta(days=days)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _made(workspace: Workspace, shared: list[Shared], terms: Terms, key: bytes) -> Made:
    issuer = _issuer(workspace)
    made = make(shared, terms, key=key, signer=issuer.signer, tickets=issuer.tickets)
    if key not in kept_secrets(workspace, AUDIENCE_KEY):
        keep(workspace, AUDIENCE_KEY, "", key)
    keep(workspace, PACK, "", made.file, made.manifest.id)
    workspace.remember_heads()
    return made


def _issuer(workspace: Workspace) -> Issuer:
    """The oldest counts, so that there is one; it is made when there is none."""
    if not own_issuer(workspace):
        keep(workspace, ISSUER_SECRETS, "", random_key() + random_key())
    return Issuer.of(next(kept_secrets(workspace, ISSUER_SECRETS)))


def _shared(workspace: Workspace, memory: Memory, cases: Collection[str]) -> Iterator[Shared]:
    for row in _files(workspace, cases):
        key = key_of(row.case, row.exhibit)
        if key in memory and memory[key].comparable:
            seen = memory.picture(key)
            yield Shared(key, row.sha256, seen.fingerprint if seen else None)


def _files(workspace: Workspace, cases: Collection[str]) -> Iterator[ExhibitRow]:
    for case in workspace.look.cases():
        if not cases or case.case in cases:
            yield from (r for r in workspace.look.exhibits(case.case) if r.role != "paper")


def _only_key(workspace: Workspace) -> bytes:
    known = list(kept_secrets(workspace, AUDIENCE_KEY))
    if len(known) == 1:
        return known[0]
    raise Trouble(
        say("It must be said for whom the fingerprint pack is sealed."),
        say("Give a key file (--key FILE), or have one made (--new-key FILE)."),
    )


def _revoked(workspace: Workspace) -> tuple[str, ...]:
    """What we revoked and has not expired by itself; told again in every pack."""
    own = [kept.manifest for kept in packs_of(workspace) if kept.own]
    named = {pack for manifest in own for pack in manifest.revokes}
    return tuple(sorted(m.id for m in own if m.id in named and m.expires_at > now()))


def _own(workspace: Workspace, pack: str) -> Manifest:
    for kept in packs_of(workspace):
        if kept.own and kept.manifest.id == pack:
            return kept.manifest
    raise no_such_pack(pack)


def _check_terms(terms: Terms) -> None:
    for text in (terms.contact, terms.basis):
        if not text.strip() or len(text) > LONGEST_TEXT or not text.isprintable():
            raise Trouble(
                say("Contact and basis are one line of text each, {most} characters at most.",
                    most=LONGEST_TEXT)
            )  # fmt: skip
    if not now() < terms.expires_at <= days_from_now(MOST_DAYS):
        raise Trouble(say("A fingerprint pack lives from 1 to {days} days.", days=MOST_DAYS))
