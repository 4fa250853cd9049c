"""
Who opens a workspace, and with which signing key.

A secret opens the workspace key; the device record says whether this folder is the one this
device knows. Anything else (another folder, another device, an older state than this device
saw) is asked of the person and answered by a new signer, so that two copies of one ledger
can never both go on under one key. Who opens with the recovery code, or with a passphrase
that somebody else set, has the workspace key but not the person's own: she too is a new signer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.errors import NotFound, Trouble, WhichFolder, WhoOpens
from evidence.keys.checking import KEY, PEOPLE, people, unlock
from evidence.keys.device import Device, LastHeads
from evidence.keys.passphrase import Cost, KeyFile, Keys, make_key_file
from evidence.sealing import make_folder, random_key, write_twice
from evidence.values import new_id
from evidence.words import Phrase, say

As = Literal["moved", "copied", "restored"]
Reason = Literal["first", "joined", "moved_device", "copied", "restored", "recovered"]


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """The workspace key, the person's own (b"" by the recovery code), who it is, what to tell."""

    key: bytes
    person_key: bytes
    person: KeyFile
    complaints: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Signing:
    """A person's key on this device; `reason` when it is new here and must be enrolled."""

    key: Ed25519PrivateKey
    reason: Reason | None

    @property
    def signer(self) -> str:
        """The signer's name: the public key in hex."""
        return self.key.public_key().public_bytes_raw().hex()


def open_key(folder: Path, secret: str, person: str) -> Opened:
    """Open the workspace key; `person` (name or id) is needed when there are several."""
    known = people(folder)
    if not person and len(known) > 1:
        raise WhoOpens(
            say(
                "Several people use this workspace: {people}.",
                people=", ".join(one.name for one in known),
            ),
            say("Say who is opening it."),
        )
    unlocked = unlock(folder, secret, person)
    whose = unlocked.person or person
    chosen = [one for one in known if whose in ("", one.person, one.name)]
    if not chosen:
        raise NotFound(say("Nobody called {person} uses this workspace.", person=whose))
    return Opened(unlocked.key, unlocked.person_key, chosen[0], unlocked.complaints)


def write_key_file(folder: Path, keys: Keys, secret: str, person: KeyFile, file: str = "") -> None:
    """Write a person's key file (or, by `file`, that of the recovery code), twice."""
    made = make_key_file(
        keys.workspace, secret, person=person.person, name=person.name, org=person.org,
        cost=person.cost, person_key=keys.person,
    )  # fmt: skip
    make_folder(folder / PEOPLE)
    write_twice(folder / PEOPLE / (file or f"{person.person}{KEY}"), made)


def add_person(folder: Path, key: bytes, secret: str, name: str, org: str, cost: Cost) -> str:
    """One more person who can open the workspace; the answer is her id."""
    person = KeyFile(new_id(), named(name), org, cost)
    if any(one.name == person.name for one in people(folder)):
        raise Trouble(
            say("Somebody called {name} already uses this workspace.", name=person.name),
            say("Add something that tells the two apart."),
        )
    write_key_file(folder, Keys(key, random_key()), secret, person)
    return person.person


def new_passphrase(folder: Path, opened: Opened, secret: str, person: str) -> None:
    """
    Replace the passphrase of a person (id or name). She keeps her person key only when she did
    it herself: what signed for her opens for nobody who could set a passphrase in her place.
    """
    whose = key_file_of(folder, person)
    own = opened.person_key if whose.person == opened.person.person else b""
    write_key_file(folder, Keys(opened.key, own or random_key()), secret, whose)


def named(name: str) -> str:
    """A person's name as it will be shown; raises `Trouble` when there is none."""
    if not name.strip():
        raise Trouble(say("A name is needed."), say("Give the name the papers are to show."))
    return name.strip()


def key_file_of(folder: Path, person: str) -> KeyFile:
    """What the key file of a person (id or name) says in the clear; raises `NotFound`."""
    for one in people(folder):
        if person in (one.person, one.name):
            return one
    raise NotFound(say("Nobody called {person} uses this workspace.", person=person))


def signing(
    device: Device,
    opened: Opened,
    as_: As | None,
    now_seen: LastHeads,
    hold: Callable[[LastHeads], bool],
    *,
    signed_before: bool,
) -> Signing:
    """
    The person's signing key for this folder on this device, made when there is none.

    `hold` says whether the ledgers still hold what this device saw last. Raises `WhichFolder`
    with the question when only the person can say what happened.
    """
    person, person_key = opened.person.person, opened.person_key
    if as_ in ("copied", "restored"):
        if as_ == "restored":
            device.set_aside_damaged()
        made = device.make_signing_key(person, person_key)
        return Signing(made, as_ if person_key else "recovered")
    _find_folder(device, as_, now_seen, hold)
    last = device.last_heads()
    if last is not None and not hold(last):
        raise _older_or_another()
    key = device.signing_key(person, person_key)
    if key is not None:
        return Signing(key, None)
    recovered = not person_key or device.signs_here(person)
    reason = "recovered" if recovered else reason_anew(now_seen, signed_before)
    return Signing(device.make_signing_key(person, person_key), reason)


def _find_folder(
    device: Device, as_: As | None, now_seen: LastHeads, hold: Callable[[LastHeads], bool]
) -> None:
    """Raise the question unless this device knows the folder, or was told that it was moved."""
    state = device.known()
    if state.state == "same":
        return
    if damaged := device.damaged():
        raise _damaged_record(damaged[0])
    if state.state == "other_folder":
        if as_ != "moved":
            raise _moved_or_copied(state.old)
        if not device.moved(hold):
            raise _older_or_another()
    elif as_ is None and now_seen.entries:
        raise _unknown_device()


def reason_anew(now_seen: LastHeads, signed_before: bool) -> Reason:
    """Why a person has a new key where nothing was moved, copied or restored."""
    if not now_seen.entries:
        return "first"
    return "moved_device" if signed_before else "joined"


def _damaged_record(path: Path) -> WhichFolder:
    return WhichFolder(
        say("What this device keeps of the workspace is damaged: {file}", file=str(path)),
        say(
            "It can therefore not be noticed whether the newest entries are missing. Verify the "
            "workspace, then open it as restored: the damaged file is set aside, and you go on "
            "as a new signer."
        ),
    )


def _older_or_another() -> WhichFolder:
    return WhichFolder(
        say("The ledgers end before the last entry this device has seen."),
        say(
            "If this folder was restored from an older backup, or is a copy put in its place, "
            "open it as restored or as copied: you then go on as a new signer. "
            "If it was neither, somebody changed it."
        ),
    )


def _moved_or_copied(old: str) -> WhichFolder:
    return WhichFolder(
        say("This device knows the workspace in another folder: {folder}.", folder=old),
        say(
            "Was it moved here, or is this a copy? Open it as moved, or as copied: "
            "a copy goes on as a new signer."
        ),
    )


def _unknown_device() -> WhichFolder:
    return WhichFolder(
        say("This device has not seen this workspace before."),
        say(
            "Was it moved here, copied, or restored from a backup? Open it as moved, as copied or "
            "as restored: you then go on as a new signer."
        ),
    )
