"""
Reading a photo while its bytes are at hand, so that it need not be opened again to be examined.

A convenience and nothing else: what is read lies in scratch, a file that cannot be read now is
left to the examination, and nothing of it is waited for before an exhibit is told as taken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait

from evidence.errors import Trouble
from evidence.intake.keeping import Kept
from evidence.reading.host import Readers
from evidence.reading.media_type import READ
from evidence.reading.reading import NoReading, Reading
from evidence.reading.stored import KIND, stored
from evidence.scratch import Scratch

MOST_UNDER_WAY = 4
SECONDS_BETWEEN_LOOKS = 0.1


class EarlyReading:
    """Holds a few files' bytes at most; used from one thread. Without readers it does nothing."""

    def __init__(self, scratch: Scratch, readers: Readers | None) -> None:
        self._scratch = scratch
        self._readers = readers
        self._under_way: deque[tuple[str, Future[Reading | NoReading]]] = deque()

    def begin(self, kept: Kept) -> None:
        """Have an exhibit's bytes read, if it can be read; waits when too many are under way."""
        if self._readers is None or kept.whole is None or kept.media_type not in READ:
            return
        while len(self._under_way) >= MOST_UNDER_WAY:
            self._collect()
        future = self._readers.submit(kept.whole, kept.media_type)
        self._under_way.append((kept.stored.exhibit, future))

    def finish(self, look: Callable[[], None]) -> None:
        """Wait for what is under way; `look` is called meanwhile and may raise."""
        while self._under_way:
            while not wait((self._under_way[0][1],), SECONDS_BETWEEN_LOOKS).done:
                look()
            self._collect()

    def abandon(self) -> None:
        """Let go of what is under way."""
        while self._under_way:
            self._under_way.popleft()[1].cancel()

    def _collect(self) -> None:
        exhibit, future = self._under_way.popleft()
        try:
            reading = future.result()
            piece = stored(reading) if isinstance(reading, Reading) else None
            if piece is not None:
                self._scratch.put(KIND, exhibit, piece)
        except Trouble:
            return  # a full disk shows where it matters: at the next original
