"""
Files, folders and zip archives become exhibits of a case.

Each source is read once, without being touched, hashed and sealed as it is read, and recorded;
it is told as taken only when all of that lies on the disk. What cannot be taken in is told with
its reason and stops nothing. Stopped or interrupted: run it again, what is there is known.
README.md beside this file says the rest.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evidence.errors import Trouble, Unreadable
from evidence.facts import Session
from evidence.intake.archive import members
from evidence.intake.early_reading import EarlyReading
from evidence.intake.keeping import BEFORE_MEMBER, InArchive, Keeper, Kept, Refused, told
from evidence.intake.pipeline import Pipeline
from evidence.intake.recording import Line, Recording
from evidence.intake.source import SourceFile
from evidence.intake.walking import Found, NotTaken, measure, walk
from evidence.progress import Cancelled, Progress
from evidence.reading.host import Readers
from evidence.workspace import Workspace

Thing = Found | NotTaken | InArchive


def take_in(
    workspace: Workspace,
    case: str,
    paths: Sequence[Path],
    session: Session,
    progress: Progress | None = None,
    readers: Readers | None = None,
) -> Iterator[Line]:
    """
    A line for each source, in the order of the walk; a member of an archive after the archive.

    With `readers` each new exhibit is read while its bytes are at hand, and the reading kept in
    scratch. Raises `Cancelled` when asked to stop and `NoSpace` when the disk is full, both after
    what is durable was told; a line is told only when it is.
    """
    intake = _Intake(workspace, case, paths, session, progress or Progress(), readers)
    return intake.lines()


@dataclass(slots=True)
class _Done:
    files: int = 0
    of_files: int = 0
    of_bytes: int = 0


class _Intake:
    def __init__(
        self,
        workspace: Workspace,
        case: str,
        paths: Sequence[Path],
        session: Session,
        progress: Progress,
        readers: Readers | None,
    ) -> None:
        self._paths = paths
        self._folder = workspace.folder
        self._progress = progress
        self._stopping = threading.Event()
        self._keeper = Keeper(workspace.vault(case), workspace.folder, self._stopping)
        self._recording = Recording(workspace, case, session)
        self._early = EarlyReading(workspace.scratch, readers)
        self._done = _Done()

    def lines(self) -> Iterator[Line]:
        """See `take_in`."""
        self._done.of_files, self._done.of_bytes = measure(
            self._paths, self._folder, lambda: self._progress.step(0, 1)
        )
        try:
            with Pipeline[Thing, Kept | Refused](
                self._keeper.keep, self._look, self._stopping, _let_go
            ) as by:
                for kept in self._kept(by):
                    yield from self._recorded(kept)
                self._look()
            yield from self._recording.flush()
            self._early.finish(self._look)
        except (Cancelled, Trouble):
            yield from self._recording.flush()
            raise
        finally:
            self._early.abandon()

    def _recorded(self, kept: Kept | Refused) -> Iterator[Line]:
        self._done.files += 1
        if isinstance(kept, Refused):
            self._recording.refuse(kept.source, kept.reason)
        elif self._recording.add(kept):
            self._early.begin(kept)
        if self._recording.is_due():
            yield from self._recording.flush()

    def _kept(self, by: Pipeline[Thing, Kept | Refused]) -> Iterator[Kept | Refused]:
        for kept in by.over(walk(self._paths, self._folder)):
            if isinstance(kept, Kept) and kept.archive is not None:
                with kept.archive as archive:
                    yield from self._with_members(by, kept, archive)
            else:
                yield kept

    def _with_members(
        self, by: Pipeline[Thing, Kept | Refused], kept: Kept, archive: SourceFile
    ) -> Iterator[Kept | Refused]:
        """An archive, then what lies in it; archives in it are kept closed."""
        try:
            found = members(archive.read_at, archive.size, self._keeper.room())
        except Unreadable as e:
            yield replace(kept, refusals=(e.what.text,))
            yield Refused(kept.source + BEFORE_MEMBER, told(e))
            return
        refusals = {m.refused.text for m in found if m.refused is not None}
        yield replace(kept, refusals=tuple(sorted(refusals)))
        self._done.of_files += len(found)
        self._done.of_bytes += sum(m.size for m in found if m.refused is None)
        inside = (InArchive(archive, member, kept.stored.exhibit) for member in found)
        yield from by.over(inside)

    def _look(self) -> None:
        done = self._done
        read = min(self._keeper.read, done.of_bytes)
        self._progress.step(read, done.of_bytes, f"{done.files}/{done.of_files}")


def _let_go(answer: Kept | Refused) -> None:
    if isinstance(answer, Kept) and answer.archive is not None:
        answer.archive.close()
