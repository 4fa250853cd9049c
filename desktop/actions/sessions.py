"""What can be done about a session that was held: complete it, check it, give a copy of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.jobs import Job
from desktop.workbench import Topic, Workbench
from evidence.errors import Damaged, NotFound
from evidence.facts import Session
from evidence.handoff.provider import ProviderCopy, copy_for_provider
from evidence.intake.session import amend_session
from evidence.progress import Progress
from evidence.words import say
from evidence.workspace import Workspace

COPY = "provider-copy"
CHECK = "session-check"


@dataclass(frozen=True, slots=True)
class Checked:
    """Originals read again and compared with their digests; `faulty` are exhibit numbers."""

    session: str
    count: int
    faulty: tuple[str, ...] = ()


@dataclass(slots=True, eq=False, kw_only=True)
class Copying(Job):
    """A copy of a session; `copy` is there once it was written and read back."""

    session: str
    copy: ProviderCopy | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Checking(Job):
    """A check of a session's originals; `checked` is there once all were read."""

    session: str
    checked: Checked | None = None


def amend(
    bench: Workbench,
    owner: QObject,
    case: str,
    session: Session,
    done: Callable[[Session], None],
    failed: Callable[[BaseException], bool],
) -> None:
    """Record what was stated later of a session."""
    changes: set[Topic] = {"exhibits", "papers"}
    bench.do(owner, lambda w: amend_session(w, case, session), changes, case, done, failed)


def give_copy(bench: Workbench, case: str, session: str, out: Path) -> Copying:
    """Write a session's originals to the new folder `out` and read them back, as a job."""
    title = say("A copy for the provider")
    job = Copying(COPY, case, title, unit="files", session=session)

    def work(progress: Progress) -> None:
        job.copy = copy_for_provider(bench.workspace, case, session, out, progress)

    bench.jobs.start(job, work, done=lambda _: bench.tell({"custody"}, case))
    return job


def check_originals(bench: Workbench, case: str, session: str) -> Checking:
    """Read every original of a session again and compare it with its digest, as a job."""
    job = Checking(CHECK, case, say("Check of originals"), unit="files", session=session)

    def work(progress: Progress) -> None:
        job.checked = _check(bench.workspace, case, session, progress)

    bench.jobs.start(job, work, done=lambda _: None)
    return job


def _check(workspace: Workspace, case: str, session: str, progress: Progress) -> Checked:
    vault = workspace.vault(case)
    rows = [r for r in workspace.look.exhibits(case) if r.session == session and r.role != "paper"]
    faulty: list[str] = []
    for done, row in enumerate(rows):
        progress.step(done, len(rows), row.number)
        try:
            vault.check(row.exhibit, row.sha256)
        except (Damaged, NotFound):
            faulty.append(row.number)
    progress.step(len(rows), len(rows))
    return Checked(session, len(rows), tuple(faulty))
