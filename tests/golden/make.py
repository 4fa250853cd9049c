"""
Write the golden workspace of this version: one entry of every kind, two signers, one erasure.

Run once for a release: python -m tests.golden.make 0.1.0
Every later release must open it and post the same tables (test_golden.py). It is never
written again: what it holds is what people have on their disks.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from evidence.description import described
from evidence.index.tables import TABLES, dump
from evidence.keys.checking import unlock
from evidence.keys.passphrase import Cost
from evidence.ledger.file import LedgerFile
from evidence.ledger.heads import heads_key, read_heads, write_heads
from evidence.ledger.kinds import (
    CaseDescribed,
    CaseOpened,
    ExhibitDescribed,
    ExhibitExamined,
    ExhibitTakenIn,
    Facts,
    LikenessFound,
    NoteEntered,
    PaperIssued,
    PayloadErased,
    PersonEnrolled,
    Side,
)
from evidence.ledgers import Ledgers
from evidence.values import sha256
from evidence.workspace import Workspace
from tests.evidence.ledger.every_kind import CASE_FACTS, EVERY_KIND

HERE = Path(__file__).parent
PASSPHRASE = "golden workspace"
SECOND = "second person"
PAPER = b"%PDF-1.7 a paper"
ORIGINALS = (b"the first original", b"", bytes(range(256)) * 8)
_NOT_AS_THEY_STAND = (
    PersonEnrolled, CaseOpened, ExhibitTakenIn, ExhibitDescribed, ExhibitExamined, LikenessFound,
    PaperIssued, PayloadErased,
)  # fmt: skip


def make(version: str) -> None:
    """Write tests/golden/VERSION/workspace and tables.json."""
    root = HERE / version
    folder = root / "workspace"
    root.mkdir()
    with tempfile.TemporaryDirectory() as home:
        os.environ["LIANZHENG_HOME"] = home
        first, _ = Workspace.create(
            folder, name="李娜", org="某公估公司", passphrase=PASSPHRASE, cost=Cost.least()
        )
        with first:
            case, erased = _filled(first)
            first.add_person("王强", "某公估公司", SECOND, Cost.least())
            signer = first.signer
        with Workspace.open(folder, SECOND, person="王强") as second:
            second.record(case, NoteEntered(text="第二人的备注"))
            second.record(case, CaseDescribed(facts=replace(CASE_FACTS, cause="追尾")))
        _erase(folder, case, signer, erased)
        for left in ("index.db", "drafts.db", "lock"):
            for path in folder.glob(f"{left}*"):
                path.unlink()
        tables = tables_of(folder)
    (root / "tables.json").write_text(
        json.dumps(tables, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def tables_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, by its columns, as posted from the ledgers alone."""
    with Workspace.open(folder, PASSPHRASE, person="李娜", read_only=True) as workspace:
        rows = dump(workspace._index.writer)
    return {
        name: [dict(zip(TABLES[name][0], row, strict=True)) for row in found]
        for name, found in rows.items()
    }


def _filled(workspace: Workspace) -> tuple[str, str]:
    """Fill a case and the desk; the case, and the link of the entry whose payload goes."""
    case = workspace.new_case(line="motor", title="追尾", facts=CASE_FACTS)
    other = workspace.new_case(line="property", title="另一案")
    exhibits = [_taken(workspace, case, data) for data in ORIGINALS]
    twin = _taken(workspace, other, ORIGINALS[0])
    _taken(workspace, case, ORIGINALS[0])
    for facts in EVERY_KIND:
        if isinstance(facts, ExhibitDescribed | ExhibitExamined):
            workspace.record(case, replace(facts, exhibit=exhibits[0]), about=exhibits[0])
        elif not isinstance(facts, _NOT_AS_THEY_STAND):
            workspace.record(case, facts)
    paper = _taken(workspace, case, PAPER, role="paper")
    (issued,) = (f for f in EVERY_KIND if isinstance(f, PaperIssued))
    heads = {head.signer: head.link for head in workspace.heads() if head.scope == case}
    issued = replace(issued, exhibit=paper, sha256=sha256(PAPER), size=len(PAPER), heads=heads)
    workspace.record(case, issued)
    (likeness,) = (f for f in EVERY_KIND if isinstance(f, LikenessFound))
    sides = Side(case=case, exhibit=exhibits[0]), Side(case=other, exhibit=twin)
    workspace.record("desk", replace(likeness, a=sides[0], b=sides[1]))
    erased = workspace.record(case, NoteEntered(text="将被删除")).link
    workspace.record(case, PayloadErased(links=(erased,), reason="retention over"))
    return case, erased


def _taken(
    workspace: Workspace, case: str, data: bytes, role: Literal["original", "paper"] = "original"
) -> str:
    (facts,) = (f for f in EVERY_KIND if isinstance(f, ExhibitTakenIn))
    stored = workspace.vault(case).put_bytes(data)
    taken: Facts = replace(
        facts,
        exhibit=stored.exhibit,
        number=workspace.exhibit_number(case),
        sha256=stored.sha256,
        size=stored.size,
        role=role,
    )
    workspace.record(case, taken, about=stored.exhibit)
    return stored.exhibit


def _erase(folder: Path, case: str, signer: str, link: str) -> None:
    """Write the ledger again without one payload, as erasure does."""
    key = unlock(folder, PASSPHRASE, "李娜").key
    ledger_key = Ledgers(folder, key, described(folder)).keys(case).ledger
    path = folder / "scopes" / case / "ledger" / f"{signer}.ledger"
    entries = [
        replace(p.entry, payload=None) if p.entry.link == link else p.entry
        for p in LedgerFile(path, case, signer, ledger_key).entries()
    ]
    path.unlink()
    head = LedgerFile(path, case, signer, ledger_key).append(entries, None)
    others = [
        h
        for h in read_heads(folder / "heads", heads_key(key))
        if (h.scope, h.signer) != (case, signer)
    ]
    write_heads(folder / "heads", heads_key(key), [*others, head], described(folder))


if __name__ == "__main__":
    make(sys.argv[1])
