"""A bag that says something of everything, as a folder and as a zip."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evidence import custody
from evidence.facts import CaseFacts
from evidence.handoff.bag import write
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import (
    FindingReviewed,
    LikenessFound,
    NoteEntered,
    PayloadErased,
    SessionHeld,
    Side,
)
from evidence.workspace import Workspace
from tests.evidence.verification.built import taken_in
from tests.evidence.workspaces import examined, session


@pytest.fixture(scope="session")
def bags(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bag and the same as a zip."""
    root = tmp_path_factory.mktemp("bags")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LIANZHENG_HOME", str(root / "home"))
        made, _ = Workspace.create(
            root / "W", name="李娜", org="某公估公司", passphrase="p", cost=Cost.least()
        )
        with made as workspace:
            case = workspace.new_case(line="motor", facts=CaseFacts(claim_no="BA-1"))
            _fill(workspace, case)
            write(workspace, case, root / "bag")
            write(workspace, case, root / "bag.zip")
    return root


def _fill(workspace: Workspace, case: str) -> None:
    workspace.record(case, SessionHeld(session=session("51")))
    exhibits = []
    for number, data in enumerate((b"one" * 50, b"", b"two"), 1):
        stored = workspace.vault(case).put_bytes(data)
        exhibits.append(stored.exhibit)
        workspace.record(case, taken_in(stored.exhibit, data, number), about=stored.exhibit)
    workspace.record(case, NoteEntered(text="备注"))
    workspace.record(case, examined(exhibits[0], "A01", "A02", make="样机"))
    workspace.record(
        case, FindingReviewed(finding="f1", verdict="confirmed", why="核对过", observed="")
    )
    custody.offer(workspace, case, receiver="王警官", purpose="移送")
    gone = workspace.record(case, NoteEntered(text="将被删除")).link
    workspace.record(case, PayloadErased(links=(gone,), reason="期满"))
    sides = Side(case=case, exhibit=exhibits[0]), Side(case="0c" * 16, exhibit="0e" * 16)
    workspace.record(
        "desk",
        LikenessFound(pair="9a" * 32, a=sides[0], b=sides[1], match_class="cropped", engine="x"),
    )


@pytest.fixture
def bag(bags: Path, tmp_path: Path) -> Path:
    """A copy of the bag, to be changed."""
    return shutil.copytree(bags / "bag", tmp_path / "bag")
