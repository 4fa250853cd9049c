"""
The host of the workers: untrusted bytes in, a checked `Reading` or `NoReading` out, always.

A file that crashes, hangs or floods its worker costs that worker and nothing else: the worker
is killed and replaced, the file gets `NoReading`, the next file is read. Workers are started
when first needed, always as fresh processes, and replaced after `Limits.files` files. Every
public method may be called from any thread.
"""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import TypeVar

from evidence.reading import complaints, wire
from evidence.reading.limits import HELD, HOST_KEEPS, Limits
from evidence.reading.media_type import PICTURES, READ
from evidence.reading.process import PROGRAM, Stopped, Worker
from evidence.reading.reading import (
    PREVIEW_SIDE,
    WHOLE,
    NoReading,
    Points,
    Preview,
    Reading,
    Region,
)
from evidence.reading.thumbnail import as_jpeg

Answered = TypeVar("Answered")

MOST_FILE_BYTES = 512 * 1024 * 1024


class Readers:
    """A few warm workers. Use as a context manager, or call `close`."""

    def __init__(
        self,
        workers: int = 0,
        limits: Limits | None = None,
        program: Sequence[str] = PROGRAM,
        points: Points = "stored",
    ) -> None:
        self._points = points
        self._limits = limits or Limits()
        self._program = tuple(program)
        self._count = workers or os.cpu_count() or 1
        self._idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(self._count):
            self._idle.put(None)
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="reading")
        self._held: tuple[str, ...] | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def held(self) -> tuple[str, ...]:
        """The limits (names of limits.HELD) that hold here; starts a worker to find out."""
        if self._held is None:
            self._idle.put(self._usable(self._idle.get()))
        return self._held or ()

    def submit(self, untrusted_file: bytes, media_type: str) -> Future[Reading | NoReading]:
        """`read` in the background."""
        return self._threads.submit(self.read, untrusted_file, media_type)

    def read(self, untrusted_file: bytes, media_type: str) -> Reading | NoReading:
        """
        What can be read of a file; waits for a free worker. Never raises for a file's fault.

        Only pictures and PDF are sent to a worker; of anything else the media type is told.
        """
        if media_type not in READ:
            return Reading(media_type=media_type)
        asked = wire.Asked(points=self._points)
        return self._with_worker(
            untrusted_file, lambda worker: self._read(worker, untrusted_file, media_type, asked)
        )

    def read_to_ask(
        self, untrusted_file: bytes, media_type: str, region: Region = WHOLE
    ) -> Reading | NoReading:
        """As `read`, with more to search by, of the whole picture or a part of it."""
        if media_type not in PICTURES:
            return self.read(untrusted_file, media_type)
        asked = wire.Asked(points="asked", region=region)
        return self._with_worker(
            untrusted_file, lambda worker: self._read(worker, untrusted_file, media_type, asked)
        )

    def preview(self, untrusted_file: bytes, media_type: str, longest: int) -> Preview | NoReading:
        """A picture to be printed, upright, at most `longest` pixels; otherwise as `read`."""
        if media_type not in PICTURES:
            return NoReading(complaints.NO_PIXELS)
        longest = min(longest, PREVIEW_SIDE)
        size = wire.Asked(longest)

        def asked(worker: Worker) -> Preview | NoReading:
            said = wire.preview(worker.ask(untrusted_file, media_type, size), longest)
            if isinstance(said, NoReading):
                return said
            return Preview(as_jpeg(said), said.width, said.height)

        return self._with_worker(untrusted_file, asked)

    def _with_worker(
        self, untrusted_file: bytes, asked: Callable[[Worker], Answered]
    ) -> Answered | NoReading:
        if len(untrusted_file) > MOST_FILE_BYTES:
            return NoReading(complaints.TOO_LARGE_FILE)
        worker = self._idle.get()
        kept: Worker | None = None
        try:
            worker = self._usable(worker)
            if worker is None:
                return NoReading(complaints.NO_READER)
            answered = asked(worker)
            kept = worker
            return answered
        except Stopped as e:
            return NoReading(e.reason)
        except wire.BadAnswer:
            return NoReading(complaints.UNCLEAR)
        finally:
            # Whatever ended the question early, Ctrl-C too: a worker half asked is not used again.
            if kept is None:
                _end(worker)
            self._idle.put(kept)

    def close(self) -> None:
        """Wait for what was submitted, then end every worker."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for _ in range(self._count):
            _end(self._idle.get())
        for _ in range(self._count):
            self._idle.put(None)

    def _usable(self, worker: Worker | None) -> Worker | None:
        if worker is not None and worker.asked >= self._limits.files:
            worker.kill()
            worker = None
        if worker is None:
            try:
                worker = Worker(self._limits, self._program)
            except Stopped:
                return None
            self._held = tuple(n for n in HELD if n in worker.held or n in HOST_KEEPS)
        return worker

    def _read(
        self, worker: Worker, untrusted_file: bytes, media_type: str, asked: wire.Asked
    ) -> Reading | NoReading:
        said = wire.answer(worker.ask(untrusted_file, media_type, asked), media_type)
        if said.reading is None:
            return said.nothing or NoReading(complaints.UNCLEAR)
        thumbnail = b"" if said.pixels is None else as_jpeg(said.pixels)
        return replace(said.reading, thumbnail=thumbnail)


def _end(worker: Worker | None) -> None:
    if worker is not None:
        worker.kill()
