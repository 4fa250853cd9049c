"""Look-ups borrow a connection that can only read, and give it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.errors import Problem
from evidence.index.reads import Reads
from tests.evidence.examination.built import workspace


def test_a_look_up_reads_and_writes_nothing(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        case = ws.new_case(line="motor")
        reads: Reads = ws.look
        assert reads._one("SELECT scope FROM cases") == (case,)
        assert reads._rows("SELECT scope FROM cases WHERE scope = ?", "x") == []
        with pytest.raises(Problem):
            reads._rows("DELETE FROM cases")
        assert len(reads._rows("SELECT scope FROM cases")) == 1
