"""
A program that takes in a folder and tells each acknowledged exhibit, to be killed by the tests.

Run: python -m tests.faults.driver WORKSPACE CASE SOURCE [inline]. Prints `BEGIN` when the
workspace is open, `ACK exhibit sha256 source` for each line taken, `NOTE link` when a note was
recorded, `DONE`; `TROUBLE kind` and exit 2 when the world failed. With `inline` everything
happens in one thread, so that the n-th call of a kind is the same one in every run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from evidence.errors import Trouble
from evidence.facts import Session
from evidence.intake import pipeline
from evidence.intake.session import end_session, open_session
from evidence.intake.take_in import take_in
from evidence.ledger.kinds import NoteEntered
from evidence.workspace import Workspace

PASSPHRASE = "unterbrochen 中断"
NOTE = "A note behind the photos."


class Inline:
    """Runs what is submitted at once, in the caller's thread."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def submit(self, work: Callable[..., Any], *args: object) -> Future[Any]:
        """Done when this returns."""
        future: Future[Any] = Future()
        try:
            future.set_result(work(*args))
        except BaseException as e:  # noqa: BLE001  # a future carries whatever is raised
            future.set_exception(e)
        return future

    def shutdown(self, **_: object) -> None:
        """Nothing runs."""


def main(folder: str, case: str, source: str, *options: str) -> int:
    """See above."""
    if "inline" in options:
        pipeline.ThreadPoolExecutor = Inline  # type: ignore[misc, assignment]
    try:
        with Workspace.open(Path(folder), PASSPHRASE) as workspace:
            _tell("BEGIN")
            session = Session(id="5e" * 16, began="2026-03-01T02:22:33.000Z")
            session = open_session(workspace, case, session)
            for line in take_in(workspace, case, [Path(source)], session):
                if line.status == "taken":
                    _tell(f"ACK {line.exhibit} {line.sha256} {line.source}")
            end_session(workspace, case, session)
            recorded = workspace.record(case, NoteEntered(text=NOTE))
            _tell(f"NOTE {recorded.link}")
    except Trouble as e:
        _tell(f"TROUBLE {type(e).__name__} {e}")
        return 2
    _tell("DONE")
    return 0


def _tell(line: str) -> None:
    os.write(1, line.encode(errors="surrogateescape") + b"\n")


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
