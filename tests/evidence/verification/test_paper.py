"""A paper is verified by the signed entry beside it."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.ledger.entry import Entry, write
from evidence.ledger.kinds import NoteEntered, PaperIssued, kind_of
from evidence.values import plain
from evidence.verification.verify import verify

PDF = b"%PDF-1.7 a paper of ours"


def sm3(data: bytes) -> str:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def entry(facts: PaperIssued | NoteEntered) -> Entry:
    return write(
        Ed25519PrivateKey.generate(),
        None,
        scope="c0" * 16,
        kind=kind_of(facts),
        at="2026-03-01T10:22:33.000Z",
        by="a1" * 16,
        facts=plain(facts),
    )


def issued(draft: bool = False) -> PaperIssued:
    return PaperIssued(
        paper="9a" * 16,
        number="WS-1",
        kind="exhibit-list",
        exhibit="e3" * 16,
        sha256=hashlib.sha256(PDF).hexdigest(),
        sm3=sm3(PDF),
        size=len(PDF),
        pages=1,
        draft=draft,
        language="zh_CN",
    )


def proof_of(made: Entry) -> bytes:
    members = {"header": made.header, "signature": made.signature, "payload": made.payload or b""}
    return json.dumps({k: base64.b64encode(v).decode() for k, v in members.items()}).encode()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "OUT.pdf"
    path.write_bytes(PDF)
    (tmp_path / "OUT.pdf.proof.json").write_bytes(proof_of(entry(issued())))
    return path


def test_a_paper_as_it_was_issued(paper: Path) -> None:
    report = verify(paper)
    assert (report.kind, report.mode, report.faults) == ("paper", "local_only", ())


def test_a_draft_is_called_one(paper: Path) -> None:
    beside(paper).write_bytes(proof_of(entry(issued(draft=True))))
    assert any("draft" in str(p) for p in verify(paper).not_checked)


def beside(paper: Path) -> Path:
    return paper.with_name(paper.name + ".proof.json")


def test_every_flipped_byte_of_the_paper_is_told(paper: Path) -> None:
    for i in range(len(PDF)):
        data = bytearray(PDF)
        data[i] ^= 1
        paper.write_bytes(data)
        assert verify(paper).mode == "broken"


def test_every_flipped_byte_of_what_the_proof_says_is_told(paper: Path) -> None:
    sound = beside(paper).read_bytes()
    for i in range(len(sound)):
        if sound[i : i + 1] == b" ":
            continue
        data = bytearray(sound)
        data[i] ^= 2
        beside(paper).write_bytes(data)
        assert verify(paper).mode == "broken", i


def test_a_paper_with_the_proof_of_something_else_is_told(paper: Path) -> None:
    beside(paper).write_bytes(proof_of(entry(NoteEntered(text="x"))))
    assert verify(paper).mode == "broken"


def test_a_paper_of_ours_without_its_proof_is_undecided(paper: Path) -> None:
    paper.write_bytes(PDF + b"\n" * (1024 * 1024 - 30) + b"<< /Producer (Lianzheng) >>")
    beside(paper).unlink()
    report = verify(paper)
    assert (report.kind, report.mode, report.faults) == ("paper", "disputed", ())
    assert any(beside(paper).name in str(phrase.values) for phrase in report.not_checked)
