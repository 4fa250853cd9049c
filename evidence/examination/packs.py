"""
Fingerprint packs of a workspace: kept sealed, searched only while that is allowed.

A pack, the key of its audience and the secrets of this office as an issuer lie in the vault of the
desk, each taken in by an entry there; so they are verified and backed up like every original and
never leave with a case. Whose packs are searched is decided by a person, who compared the issuer's
key with the office itself; trust, expiry and revocation are asked at every search. A hit tells
class, nearness and whose office to ask, and nothing else. README.md beside this file: packs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.errors import Damaged, NotFound, Trouble, WrongSecret
from evidence.index.rows import ExhibitRow
from evidence.ledger.kinds import ExhibitTakenIn, IssuerReviewed, SeenAt
from evidence.ledgers import DESK
from evidence.likeness.fingerprint import Fingerprint
from evidence.likeness.pack_terms import Manifest, check_usable
from evidence.likeness.packs import MOST_PACK_BYTES, Hit, Pack, open_pack
from evidence.values import now
from evidence.words import Phrase, say
from evidence.workspace import Workspace

PACK = "application/vnd.lianzheng.fingerprint-pack"
AUDIENCE_KEY = "application/vnd.lianzheng.fingerprint-pack-key"
ISSUER_SECRETS = "application/vnd.lianzheng.fingerprint-pack-issuer"

KEY_BYTES = 32
MOST_SECRET_BYTES = 64
MOST_HITS = 20
"""Of one picture; more of them say nothing more."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The secrets of this office as an issuer."""

    seed: bytes = field(repr=False)
    tickets: bytes = field(repr=False)

    @classmethod
    def of(cls, secrets: bytes) -> Issuer:
        return cls(secrets[:KEY_BYTES], secrets[KEY_BYTES:])

    @property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public(self) -> str:
        """64 hex digits: what another office compares before it confirms us."""
        return self.signer.public_key().public_bytes_raw().hex()


@dataclass(frozen=True, slots=True)
class Kept:
    """A pack in the workspace. `own`: this office made it; `unusable`: why it is not searched."""

    pack: Pack
    added_at: str
    own: bool
    unusable: Phrase | None

    @property
    def manifest(self) -> Manifest:
        return self.pack.manifest


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: `already` when the very pack was here before."""

    manifest: Manifest
    already: bool
    unusable: Phrase | None


@dataclass(frozen=True, slots=True)
class PackSearch:
    """The packs of other offices, to be searched one picture after the other."""

    packs: tuple[Pack, ...] = ()
    trusted: frozenset[str] = frozenset()
    known: tuple[Manifest, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, workspace: Workspace) -> PackSearch:
        """Those of the workspace that may be searched now."""
        kept = [one for one in packs_of(workspace) if not one.own]
        usable = tuple(one.pack for one in kept if one.unusable is None and one.manifest.files)
        return cls(usable, trusted(workspace), tuple(one.manifest for one in kept))

    def searched(self) -> tuple[Pack, ...]:
        """The packs that may be searched at this moment."""
        return tuple(pack for pack in self.packs if self._why_not(pack.manifest) is None)

    def search(self, file: str, fingerprint: Fingerprint | None = None) -> list[Hit]:
        """What they hold of a file (its SHA-256) or of a picture, the surest first."""
        found = [hit for pack in self.searched() for hit in pack.search(file, fingerprint)]
        return sorted(found, key=_surest)[:MOST_HITS]

    def stands(self, pack: str) -> bool:
        """Whether an earlier hit in a pack still holds: its issuer neither revoked nor lost it."""
        return any(
            self._why_not(one, at=one.issued_at) is None for one in self.known if one.id == pack
        )

    def _why_not(self, manifest: Manifest, at: str = "") -> Phrase | None:
        return _why_not(manifest, self.trusted, self.known, at or now())


def packs_of(workspace: Workspace) -> Iterator[Kept]:
    """Every pack made or added, oldest first; a damaged one is passed over (`verify` tells it)."""
    keys, issuers = _keys(workspace), trusted(workspace)
    mine = own_issuer(workspace)
    opened: list[tuple[Pack, str]] = []
    for row in _rows(workspace):
        with suppress(Damaged, WrongSecret):
            opened.append((_opened(read(workspace, row), keys), row.taken_in_at))
    known = [pack.manifest for pack, _ in opened]
    for pack, added_at in opened:
        own = pack.manifest.issuer == mine
        counted = issuers | {mine} if own else issuers
        why = _why_not(pack.manifest, counted, known, now())
        yield Kept(pack, added_at, own, why)


def add(workspace: Workspace, name: str, untrusted_file: bytes, key: bytes | None = None) -> Added:
    """
    Check a pack and keep it, with the key of its audience if that is new. Opened with `key`, or
    with those known already; raises `WrongSecret`, `Damaged`, or `Trouble` for one of our own.
    """
    keys = _keys(workspace)
    pack = _opened(untrusted_file, keys if key is None else [key])
    manifest = pack.manifest
    if manifest.issuer == own_issuer(workspace):
        raise Trouble(say("This fingerprint pack was made in this workspace."))
    kept = {(k.manifest.issuer, k.manifest.id): k.manifest for k in packs_of(workspace)}
    there = kept.get((manifest.issuer, manifest.id))
    if there is not None and there != manifest:
        raise Trouble(
            say("There is another fingerprint pack of this issuer with the same id."),
            say("Ask its issuer which of the two is right."),
        )
    if key is not None and key not in keys:
        keep(workspace, AUDIENCE_KEY, name, key)
    if there is None:
        keep(workspace, PACK, name, untrusted_file, manifest.id)
    known = [*kept.values(), manifest]
    why = _why_not(manifest, trusted(workspace), known, now())
    return Added(manifest, there is not None, why)


def review_issuer(
    workspace: Workspace, issuer: str, verdict: Literal["confirmed", "withdrawn"], *,
    office: str = "", how: str,
) -> IssuerReviewed:  # fmt: skip
    """
    Record that a person confirmed whose key an issuer's is (`how` it was compared with the office
    itself), or withdrew that.
    """
    key = issuer.replace(" ", "").lower()
    if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
        raise Trouble(
            say("The key of an issuer has 64 digits and letters from a to f."),
            say("`lianzheng pack list` in the issuer's workspace prints it."),
        )
    if key == own_issuer(workspace):
        raise Trouble(say("This is the key of this workspace itself."))
    if not how.strip() or (verdict == "confirmed" and not office.strip()):
        raise Trouble(say("Whose key this is and how that was compared must be said."))
    known = workspace.look.issuers()
    name = office.strip() or next((row.office for row in known if row.issuer == key), "")
    entry = IssuerReviewed(issuer=key, office=name, verdict=verdict, how=how.strip())
    workspace.record(DESK, entry)
    return entry


def trusted(workspace: Workspace) -> frozenset[str]:
    """The issuers somebody confirmed, and nobody after that withdrew."""
    rows = workspace.look.issuers()
    withdrawn = {row.issuer for row in rows if row.verdict != "confirmed"}
    return frozenset(row.issuer for row in rows) - withdrawn


def keep(workspace: Workspace, kind: str, name: str, data: bytes, number: str = "") -> None:
    """Seal bytes in the vault of the desk, and record that they are there."""
    stored = workspace.vault(DESK).put_bytes(data)
    taken = ExhibitTakenIn(
        exhibit=stored.exhibit, number=number, session="", sha256=stored.sha256, size=stored.size,
        media_type=kind, seen=SeenAt(name=name, name_bytes="", path=""),
    )  # fmt: skip
    workspace.record(DESK, taken, about=stored.exhibit)


def kept_secrets(workspace: Workspace, kind: str) -> Iterator[bytes]:
    """The secrets of a kind that lie in the desk, oldest first."""
    for row in _rows(workspace, kind):
        yield read(workspace, row)


def read(workspace: Workspace, row: ExhibitRow) -> bytes:
    """The bytes of what `keep` kept; raises `Damaged`."""
    most = MOST_PACK_BYTES if row.media_type == PACK else MOST_SECRET_BYTES
    if row.size > most:
        raise Damaged(say("This is not a fingerprint pack."))
    return workspace.vault(DESK).read(row.exhibit, row.size)


def own_issuer(workspace: Workspace) -> str:
    """The public key of this office as an issuer; "" when it never made a pack."""
    found = next(kept_secrets(workspace, ISSUER_SECRETS), None)
    return Issuer.of(found).public if found else ""


def audience_key(workspace: Workspace, pack: str) -> bytes:
    """The key that opens a pack of the workspace, by the pack's id; raises `NotFound`."""
    for row in _rows(workspace):
        if row.number == pack:
            untrusted = read(workspace, row)
            return next(key for key in _keys(workspace) if _opens(untrusted, key))
    raise no_such_pack(pack)


def no_such_pack(pack: str) -> NotFound:
    return NotFound(
        say("There is no fingerprint pack {pack}.", pack=pack),
        say("`lianzheng pack list` shows those there are."),
    )


def _rows(workspace: Workspace, kind: str = PACK) -> list[ExhibitRow]:
    return [row for row in workspace.look.exhibits(DESK) if row.media_type == kind]


def _keys(workspace: Workspace) -> list[bytes]:
    return list(kept_secrets(workspace, AUDIENCE_KEY))


def _opened(untrusted_file: bytes, keys: Iterable[bytes]) -> Pack:
    wrong = WrongSecret(
        say("No key is known that opens this fingerprint pack."),
        say("Give the key file that its issuer handed over: --key FILE."),
    )
    for key in keys:
        try:
            return open_pack(untrusted_file, key)
        except WrongSecret as e:
            wrong = e
    raise wrong


def _opens(untrusted_file: bytes, key: bytes) -> bool:
    try:
        open_pack(untrusted_file, key)
    except WrongSecret:
        return False
    return True


def _why_not(
    manifest: Manifest, issuers: frozenset[str], known: Iterable[Manifest], at: str
) -> Phrase | None:
    try:
        check_usable(manifest, at=at, trusted=issuers, known=known)
    except Trouble as e:
        return e.what
    return None


def _surest(hit: Hit) -> tuple[int, int, str, str]:
    of_file = ("same_file", "re_encoded", "mirrored_rotated").index(hit.match_class)
    return ("exact", "very_near", "near").index(hit.band), of_file, hit.pack, hit.ticket
