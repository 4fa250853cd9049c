"""
Handing off: the bag is written, read back, and then verified as its reader would verify it.

Only when that found nothing wrong may a person be told that the medium can be taken out.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.jobs import Job
from desktop.workbench import Workbench
from evidence.errors import Trouble
from evidence.handoff.bag import Bag, write
from evidence.progress import Cancelled, Progress
from evidence.sealing import disk_faults
from evidence.verification.report import Report
from evidence.verification.verify import verify
from evidence.words import say

HANDING_OFF = "hand-off"
FORM = "hand-off"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A bag that was written and recorded; without a `report` it could not be verified."""

    bag: Bag
    report: Report | None
    trouble: Trouble | None = None

    @property
    def safe(self) -> bool:
        """Whether the medium may be taken out as done."""
        return self.report is not None and self.report.mode not in ("broken", "disputed")


@dataclass(slots=True, eq=False, kw_only=True)
class HandingOff(Job):
    """A hand-off to `out`; `answer` is there once the bag was written and recorded."""

    out: Path
    answer: HandedOver | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """The place chosen and how many bytes are free there."""

    folder: Path
    free: int


def room_at(bench: Workbench, owner: QObject, folder: Path, done: Callable[[Room], None]) -> None:
    """How much room there is in a folder."""

    def read(_: object) -> Room:
        with disk_faults(folder):
            return Room(folder, shutil.disk_usage(folder).free)

    bench.ask(owner, read, done)


def hand_off(bench: Workbench, case: str, out: Path, receiver: str) -> HandingOff:
    """Write the bag of a case to `out` and verify it; what came of it stays with the job."""
    title = say("Writing and verifying the bag")
    job = HandingOff(HANDING_OFF, case, title, unit="files", out=out)

    def work(progress: Progress) -> HandedOver:
        workspace = bench.workspace
        bag = write(workspace, case, out, receiver, progress)
        with suppress(Trouble):  # what is left is a draft too many, which is told as one
            workspace.drafts.entered(workspace.person.person, FORM, case)
        try:
            return HandedOver(bag, verify(out, progress=progress))
        except Cancelled:
            return HandedOver(bag, None)
        except Trouble as trouble:
            return HandedOver(bag, None, trouble)

    def kept(progress: Progress) -> None:
        job.answer = work(progress)

    bench.jobs.start(job, kept, done=lambda _: bench.tell({"custody"}, case))
    return job
