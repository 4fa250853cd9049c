"""Copies of issued papers: the very bytes, with a proof that verifies, never over anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import Damaged, NotFound, Trouble
from evidence.index.rows import PaperRow
from evidence.keys.passphrase import Cost
from evidence.papers.copies import pdf_of, save_copy
from evidence.papers.draw_up import draw_up
from evidence.verification.verify import verify
from evidence.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace, _ = Workspace.create(
        tmp_path / "ws", name="张三", org="某公估公司", passphrase="word", cost=Cost.least()
    )
    with workspace:
        yield workspace


@pytest.fixture
def paper(workspace: Workspace) -> PaperRow:
    case = workspace.new_case(line="motor", title="试案")
    draw_up(workspace, case, "custody-log", None)
    return workspace.look.papers(case)[0]


def test_a_copy_is_the_paper_with_its_proof(
    workspace: Workspace, paper: PaperRow, tmp_path: Path
) -> None:
    save_copy(workspace, paper, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == pdf_of(workspace, paper)
    report = verify(tmp_path / "copy.pdf")
    assert (report.faults, report.mode) == ((), "local_only")
    with pytest.raises(Trouble):
        save_copy(workspace, paper, tmp_path / "copy.pdf")
    assert [p.name for p in tmp_path.glob("*copy*")] == ["copy.pdf", "copy.pdf.proof.json"]


def test_another_paper_is_never_given_out(
    workspace: Workspace, paper: PaperRow, tmp_path: Path
) -> None:
    with pytest.raises(Damaged):
        pdf_of(workspace, replace(paper, sha256="0" * 64))
    with pytest.raises(NotFound):
        save_copy(workspace, replace(paper, link="0" * 64), tmp_path / "copy.pdf")
    assert list(tmp_path.glob("*.pdf*")) == []
