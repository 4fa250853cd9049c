"""A paper of ours, verified: the PDF against the signed entry that lies beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives import hashes

from evidence.errors import Damaged, Trouble, Unreadable
from evidence.ledger.entry import check_signed, committed
from evidence.ledger.kinds import PaperIssued
from evidence.ledger.older import facts_of
from evidence.sealing import disk_faults, read_whole
from evidence.verification.carried import carried_entry
from evidence.verification.report import Gathering
from evidence.words import say

PROOF = ".proof.json"
MOST_PROOF_BYTES = 1024 * 1024
BLOCK_BYTES = 1024 * 1024
_PRODUCER = b"/Producer (Lianzheng)"


def check_ours(path: Path) -> None:
    """Raise `Unreadable` when neither a proof beside a PDF nor the PDF says that it is ours."""
    with disk_faults(path):
        ours = _proof(path).exists() or _names_us(path)
    if not ours:
        raise Unreadable(
            say("{name} is not a paper issued by this program.", name=path.name),
            say("Nothing was checked, and nothing is said about it; a file of another origin can "
                "be taken in as an exhibit."),
        )  # fmt: skip


def verify_paper(path: Path, gathering: Gathering) -> None:
    """Verify the PDF at `path` by its proof `path`.proof.json."""
    proof = _proof(path)
    gathering.looked_at()
    if not proof.exists():
        gathering.undecided(
            say("The paper cannot be checked: its proof {name} is not beside it. Put the file that "
                "was issued with the paper there.", name=proof.name)
        )  # fmt: skip
        return
    try:
        with disk_faults(path):
            sha256, sm3, size = _digests(path)
        gathering.looked_at()
        issued = _issued(proof)
    except Trouble as e:
        gathering.trouble(e, proof.name)
        return
    if (issued.sha256, issued.sm3, issued.size) != (sha256, sm3, size):
        gathering.fault(say("The PDF is not the one that was issued."), path.name)
    if issued.draft:
        gathering.unchecked(say("The paper is a draft that names what is missing."))
    gathering.unchecked(
        say("That the key belongs to the person named, and that the entry stands in the ledger: "
            "verify the bag or the workspace.")
    )  # fmt: skip


def _proof(path: Path) -> Path:
    return path.with_name(path.name + PROOF)


def _names_us(path: Path) -> bool:
    with path.open("rb") as file:
        before = b""
        while block := file.read(BLOCK_BYTES):
            if _PRODUCER in before + block:
                return True
            before = block[-len(_PRODUCER) :]
    return False


def _digests(path: Path) -> tuple[str, str, int]:
    sha256, sm3, size = hashlib.sha256(), hashes.Hash(hashes.SM3()), 0
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            sha256.update(block)
            sm3.update(block)
            size += len(block)
    return sha256.hexdigest(), sm3.finalize().hex(), size


def _issued(proof: Path) -> PaperIssued:
    entry = carried_entry(read_whole(proof, MOST_PROOF_BYTES))
    header = entry.fields()
    check_signed(entry, header)
    payload = committed(entry, header)
    facts = facts_of(header, payload) if payload else None
    if not isinstance(facts, PaperIssued):
        raise Damaged(say("The proof is not that of a paper."))
    return facts
