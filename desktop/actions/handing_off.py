"""
Handing off: the bag is written, read back, and then verified as its reader would verify it.

Only when that found nothing wrong may a person be told that the medium can be taken out.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from shiboken6 import isValid

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
FOR_THE_REST = 16 * 1024 * 1024
"""Bytes that a bag needs at most beside originals and papers, for all we know before."""


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


def hand_off(
    bench: Workbench,
    owner: QObject,
    case: str,
    out: Path,
    receiver: str,
    done: Callable[[HandedOver], None],
    ended: Callable[[], None],
) -> Job:
    """Write the bag of a case to `out` and verify it; `ended` is called however it ends."""

    def work(progress: Progress) -> HandedOver:
        bag = write(bench.workspace, case, out, receiver, progress)
        try:
            return HandedOver(bag, verify(out, progress=progress))
        except Cancelled:
            return HandedOver(bag, None)
        except Trouble as trouble:
            return HandedOver(bag, None, trouble)

    def handed_over(answer: HandedOver) -> None:
        if isValid(owner):
            ended()
            done(answer)
        bench.tell({"custody"}, case)

    def stopped() -> None:
        if isValid(owner):
            ended()

    def failed(_: BaseException) -> bool:
        stopped()
        return False

    job = Job(HANDING_OFF, case, say("Writing and verifying the bag"), unit="files")
    return bench.jobs.start(job, work, done=handed_over, cancelled=stopped, failed=failed)
