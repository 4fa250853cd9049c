"""
Originals out of the vault, through the workers, a few at a time; what intake read already is
taken from scratch.

The answers come in the order asked for, so that what is recorded does not depend on which worker
was faster. An original that is damaged, or too large, is answered for like one that is unreadable.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future

from evidence.errors import Trouble
from evidence.examination.memory import Memory
from evidence.examination.remembered import key_of
from evidence.index.rows import ExhibitRow
from evidence.progress import Progress
from evidence.reading import complaints
from evidence.reading.host import Readers
from evidence.reading.media_type import READ
from evidence.reading.reading import NoReading, Reading
from evidence.reading.stored import KIND, reading_of, stored
from evidence.words import mark
from evidence.workspace import Workspace

MOST_READ_BYTES = 256 * 1024 * 1024
WINDOW = 8
MOST_WAITING_BYTES = 256 * 1024 * 1024
"""How many originals, and how many bytes of them, wait or are being read at a time."""

DAMAGED = mark("The stored original is damaged or missing; run verify.")


def read_originals(
    workspace: Workspace, rows: Iterable[ExhibitRow], readers: Readers
) -> Iterator[tuple[ExhibitRow, Reading | NoReading]]:
    """Each exhibit with what was read of it, in the order given."""
    waiting: deque[tuple[ExhibitRow, Future[Reading | NoReading] | NoReading]] = deque()
    for row in rows:
        while waiting and _full([other for other, _ in waiting], row):
            yield _answered(workspace, *waiting.popleft())
        waiting.append((row, _asked(workspace, row, readers)))
    while waiting:
        yield _answered(workspace, *waiting.popleft())


def remember_all(
    workspace: Workspace, readers: Readers, progress: Progress, memory: Memory | None = None
) -> Memory:
    """Read what of the whole workspace is not yet remembered; records nothing in ink."""
    rows = _all_rows(workspace)
    memory = memory or _memory(workspace, rows)
    unread = [row for row in rows if key_of(row.case, row.exhibit) not in memory]
    for done, (row, reading) in enumerate(read_originals(workspace, unread, readers)):
        progress.step(done, len(unread), row.number)
        memory.remember(key_of(row.case, row.exhibit), reading)
    memory.settle()
    return memory


def memory_of(workspace: Workspace) -> Memory:
    """What is remembered of the exhibits there are; nothing is read."""
    return _memory(workspace, _all_rows(workspace))


def _memory(workspace: Workspace, rows: list[ExhibitRow]) -> Memory:
    return Memory(workspace.scratch, {key_of(row.case, row.exhibit) for row in rows})


def _all_rows(workspace: Workspace) -> list[ExhibitRow]:
    look = workspace.look
    every = (row for case in look.cases() for row in look.exhibits(case.case))
    return [row for row in every if row.role != "paper"]


def _full(waiting: list[ExhibitRow], row: ExhibitRow) -> bool:
    sizes = [r.size for r in (*waiting, row) if r.media_type in READ]
    return len(waiting) >= WINDOW or sum(sizes) > MOST_WAITING_BYTES


def _asked(
    workspace: Workspace, row: ExhibitRow, readers: Readers
) -> Future[Reading | NoReading] | NoReading:
    early = reading_of(workspace.scratch.get(KIND, row.exhibit))
    if early is not None:
        done: Future[Reading | NoReading] = Future()
        done.set_result(early)
        return done
    is_read = row.media_type in READ
    if is_read and row.size > MOST_READ_BYTES:
        return NoReading(complaints.TOO_LARGE_FILE)
    try:
        untrusted = workspace.vault(row.case).read(row.exhibit, row.size) if is_read else b""
    except Trouble:
        return NoReading(DAMAGED)
    return readers.submit(untrusted, row.media_type)


def _answered(
    workspace: Workspace, row: ExhibitRow, answer: Future[Reading | NoReading] | NoReading
) -> tuple[ExhibitRow, Reading | NoReading]:
    reading = answer if isinstance(answer, NoReading) else answer.result()
    known = reading_of(workspace.scratch.get(KIND, row.exhibit))
    if isinstance(reading, Reading) and known is None:
        piece = stored(reading)
        if piece is not None:
            workspace.scratch.put(KIND, row.exhibit, piece)
    return row, reading
