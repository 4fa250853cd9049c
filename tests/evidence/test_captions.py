"""What a person says of exhibits is entered once, and what is not said stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.captions import Said, describe_exhibits
from evidence.errors import NotFound
from tests.evidence.examination.built import take_in, workspace


def test_only_what_is_said_changes_and_only_changes_are_recorded(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        case = ws.new_case(line="motor")
        a, b = take_in(ws, case, "a.jpg", b"a"), take_in(ws, case, "b.jpg", b"b")
        said = Said(caption=" 左前门 ", category="照片")
        assert len(describe_exhibits(ws, case, [a], said)) == 1
        assert describe_exhibits(ws, case, [a], said) == []
        assert len(describe_exhibits(ws, case, [a, b], Said(group="近景"))) == 2
        rows = {row.exhibit: row for row in ws.look.exhibits(case)}
        assert (rows[a].caption, rows[a].category, rows[a].group) == ("左前门", "照片", "近景")
        assert (rows[b].caption, rows[b].category, rows[b].group) == ("", "", "近景")
        describe_exhibits(ws, case, [rows[a].number], Said(caption=""))
        assert ws.look.exhibit(case, a).caption == ""
        with pytest.raises(NotFound):
            describe_exhibits(ws, case, [a, "nothing"], Said(caption="x"))
        assert ws.look.exhibit(case, a).caption == ""
