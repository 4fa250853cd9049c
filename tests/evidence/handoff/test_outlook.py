"""What a case leaves open before it is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence import custody
from evidence.handoff.outlook import outlook
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import ExhibitTakenIn, SeenAt
from evidence.papers.draw_up import draw_up
from evidence.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = Workspace.create(
        tmp_path / "work", name="测试甲", org="测试单位", passphrase="p", cost=Cost.least()
    )
    with made:
        yield made


def test_what_goes_along_and_what_is_open(workspace: Workspace) -> None:
    case = workspace.new_case()
    empty = outlook(workspace, case)
    assert (empty.exhibits, empty.size, empty.complete) == (0, 0, False)
    stored = workspace.vault(case).put_bytes(b"photo")
    workspace.record(
        case,
        ExhibitTakenIn(
            exhibit=stored.exhibit, number=workspace.exhibit_number(case), session="",
            sha256=stored.sha256, size=5, media_type="text/plain",
            seen=SeenAt(name="a.txt", name_bytes="", path=""),
        ),
        about=stored.exhibit,
    )  # fmt: skip
    custody.offer(workspace, case, receiver="王警官", purpose="移交")
    draw_up(workspace, case, "custody-log", None)
    told = outlook(workspace, case)
    assert (told.exhibits, told.papers, told.drafts) == (1, 1, 1)
    assert (told.not_examined, told.offers, told.open_findings) == (1, 1, 0)
    assert told.size > 5
    assert told.number == workspace.look.case(case).number
