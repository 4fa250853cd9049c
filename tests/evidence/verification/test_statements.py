"""Whatever a document of a bag states is held against the entries, manifests fitting or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evidence.verification.verify import verify
from tests.evidence.verification.forging import resealed, rewritten, whats

OTHERWISE = "is not what the signed entries say"
CHANGES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "number": ("case.json", lambda d: d.update(number="AJ2020-0000-0001")),
    "title": ("case.json", lambda d: d.update(title="another")),
    "facts": ("case.json", lambda d: d["facts"].update(claim_no="BA-2")),
    "session": ("case.json", lambda d: d["sessions"].clear()),
    "note": ("case.json", lambda d: d["notes"][0].update(text="forged")),
    "member": ("case.json", lambda d: d.update(more=1)),
    "exhibit number": ("exhibits.json", lambda d: d[0].update(number="Z999")),
    "source name": ("exhibits.json", lambda d: d[0]["sources"][0].update(name="b.jpg")),
    "taken in at": ("exhibits.json", lambda d: d[1].update(taken_in_at="2020-01-01T00:00:00.000Z")),
    "taken in by": ("exhibits.json", lambda d: d[1].update(taken_in_by="王强")),
    "size": ("exhibits.json", lambda d: d[2].update(size=True)),
    "custody": ("custody.json", lambda d: d.clear()),
    "receiver": ("custody.json", lambda d: d[-1].update(receiver="张三")),
    "papers": ("papers.json", lambda d: d.append({})),
    "observation": ("observations.json", lambda d: d["observations"].pop()),
    "reading": ("observations.json", lambda d: d["readings"].clear()),
    "verdict": ("observations.json", lambda d: d["verdicts"][0].update(verdict="dismissed")),
    "form": ("custody.json", lambda d: {}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_document_states_otherwise_is_told(bag: Path, what: str) -> None:
    name, change = CHANGES[what]
    rewritten(bag, name, change)
    report = verify(bag)
    assert OTHERWISE in whats(report)
    assert all(f.where.startswith(f"data/{name}") for f in report.faults)


@pytest.mark.parametrize("member", ["person", "organisation", "mark", "public_key_ed25519"])
def test_another_owner_of_a_key_is_told(bag: Path, member: str) -> None:
    (path,) = (bag / "data/keys").glob("*")
    rewritten(bag, f"keys/{path.name}", lambda d: d.update({member: "王强"}))
    assert OTHERWISE in whats(verify(bag))


def test_the_table_is_held_against_the_entries_too(bag: Path) -> None:
    path = bag / "data/exhibits.csv"
    path.write_bytes(path.read_bytes().replace(b"a.jpg", b"b.jpg", 1))
    resealed(bag)
    assert "data/exhibits.csv" in whats(verify(bag))


@pytest.mark.parametrize("name", ["originals/E0009.jpg", "papers/P009.pdf", "keys/x.json"])
def test_a_file_no_entry_speaks_of_is_told(bag: Path, name: str) -> None:
    (bag / "data" / name).parent.mkdir(exist_ok=True)
    (bag / "data" / name).write_bytes(b"{}")
    resealed(bag)
    assert "No entry speaks of this file" in whats(verify(bag))


def test_what_no_entry_says_is_named_as_not_checked(bag: Path) -> None:
    (bag / "data/README.txt").write_text("do not check anything")
    (bag / "data/more.txt").write_bytes(b"")
    resealed(bag)
    report = verify(bag)
    assert report.faults == ()
    (key,) = (bag / "data/keys").glob("*")
    told = " | ".join(map(str, report.not_checked))
    for name in ("data/README.txt", "data/more.txt", "bag-info.txt", f"{key.name} says of since",
                 "observations.json says of matches_with_other_cases"):  # fmt: skip
        assert name in told


def test_entries_that_do_not_follow_leave_the_documents_unchecked(bag: Path) -> None:
    (path,) = (bag / "data/ledger").glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    resealed(bag)
    assert any("documents state" in str(p) for p in verify(bag).not_checked)
