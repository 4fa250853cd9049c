"""A workspace with one case, and photos to take in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from evidence.facts import CaseFacts, Session
from evidence.intake.recording import Line
from evidence.intake.session import open_session
from evidence.intake.take_in import take_in
from evidence.keys.passphrase import Cost
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.values import new_id, now
from evidence.workspace import Workspace

PASSPHRASE = "correct horse"


@dataclass(frozen=True)
class Desk:
    """A workspace, its case and a session, as a person would have them open."""

    workspace: Workspace
    case: str
    session: Session

    def take(
        self, *paths: Path, progress: Progress | None = None, readers: Readers | None = None
    ) -> list[Line]:
        """Take in, all of it."""
        return list(take_in(self.workspace, self.case, paths, self.session, progress, readers))

    def content(self, line: Line) -> bytes:
        """What the vault holds for a line."""
        return self.workspace.vault(self.case).read(line.exhibit, 1 << 30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk in a fresh workspace."""
    workspace, _ = Workspace.create(
        tmp_path / "ws", name="测试员", org="测试公司", passphrase=PASSPHRASE, cost=Cost.least()
    )
    with workspace:
        case = workspace.new_case(line="motor", title="", facts=CaseFacts())
        session = open_session(workspace, case, Session(id=new_id(), began=now()))
        yield Desk(workspace, case, session)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of five files of several sizes, one of them empty."""
    folder = tmp_path / "photos"
    (folder / "sub").mkdir(parents=True)
    (folder / "1.jpg").write_bytes(b"\xff\xd8\xff first")
    (folder / "2.bin").write_bytes(bytes(range(256)) * 8193)
    (folder / "3.empty").write_bytes(b"")
    (folder / "sub" / "4.png").write_bytes(b"\x89PNG\r\n\x1a\n fourth")
    (folder / "sub" / "5.txt").write_bytes("第五".encode())
    return folder


@pytest.fixture
def tree() -> Callable[[Path], dict[str, tuple[bytes, int, int]]]:
    """What lies under a folder: bytes, time of change, time of access."""

    def seen(folder: Path) -> dict[str, tuple[bytes, int, int]]:
        found = {}
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            data = path.read_bytes()  # first: our own reading may move the time of access
            status = path.stat()
            found[str(path)] = (data, status.st_mtime_ns, status.st_atime_ns)
        return found

    return seen
