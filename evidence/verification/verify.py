"""
Is what lies here what was recorded? For a workspace, a case in it, a bag, a paper, a backup.

It reads and never opens: no lock, no writing, no posting. It goes on past every fault and
works on a workspace that can no longer be opened. It says what it could not check.
"""

from __future__ import annotations

from pathlib import Path

from evidence.errors import Unreadable
from evidence.keys.checking import SCOPES
from evidence.progress import Progress
from evidence.verification import bags, paper
from evidence.verification.backups import looks_like_backup, verify_backup
from evidence.verification.report import Gathering, Kind, Report
from evidence.verification.workspaces import looks_like_workspace, verify_workspace
from evidence.words import say


def verify(
    path: Path, secret: str | None = None, person: str = "", progress: Progress | None = None
) -> Report:
    """
    Verify what lies at `path`.

    Raises `Unreadable` when it is nothing of ours, `WrongSecret` when the passphrase opens
    nothing, `Cancelled`; every fault of the evidence is in the report instead.
    """
    progress = progress or Progress()
    gathering = Gathering()
    path = path.absolute()
    kind = kind_at(path)
    if kind == "paper":
        paper.verify_paper(path, gathering)
    elif kind == "backup":
        verify_backup(path, gathering, progress)
    elif kind == "bag":
        bags.verify_bag(path, gathering, progress)
    elif kind == "case":
        verify_workspace(path.parent.parent, gathering, secret, person, progress, path.name)
    else:
        verify_workspace(path, gathering, secret, person, progress)
    gathering.unchecked(
        say("No server and no time-stamp has confirmed this: times are what this machine said.")
    )
    return gathering.report(str(path), kind)


def kind_at(path: Path) -> Kind:
    """What lies at `path`, by what it is; raises `Unreadable` when it is nothing of ours."""
    if not path.exists():
        raise Unreadable(
            say("There is no such file or folder: {path}", path=str(path)),
            say("Check the path; a disk that is not connected has none."),
        )
    if path.is_file() and path.suffix.lower() == ".pdf":
        paper.check_ours(path)
        return "paper"
    if path.is_file() and looks_like_backup(path):
        return "backup"
    if bags.looks_like_bag(path):
        bags.check_ours(path)
        return "bag"
    if path.is_dir() and path.parent.name == SCOPES:
        return "case"
    if path.is_dir() and looks_like_workspace(path):
        return "workspace"
    raise Unreadable(
        say(
            "{name} is not a workspace, a case, a bag, a paper or a backup of ours.", name=path.name
        ),
        say("Name the folder of the workspace, the bag (folder or .zip), the PDF or the backup."),
    )
