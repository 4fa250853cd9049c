"""
A function run over many things in a few threads, answers in the order of the things.

At most `ahead` things are under way or waiting to be collected, so memory stays flat over any
number. The function is run in threads; everything else, the telling and the stopping too,
happens in the thread that asks for the answers.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

THREADS = 2
AHEAD = 4
SECONDS_BETWEEN_LOOKS = 0.1


class Pipeline(Generic[Thing, Answer]):
    """Context manager: on leaving it the threads are told to stop, and waited for."""

    def __init__(
        self,
        work: Callable[[Thing], Answer],
        look: Callable[[], None],
        stopping: threading.Event,
        let_go: Callable[[Answer], None],
        threads: int = THREADS,
    ) -> None:
        """
        `look` is called between answers and while waiting; what it raises leaves `over`.
        `let_go` gets the answers nobody will collect any more.
        """
        self._work = work
        self._look = look
        self._stopping = stopping
        self._let_go = let_go
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="intake")

    def __enter__(self) -> Pipeline[Thing, Answer]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def over(self, things: Iterable[Thing]) -> Iterator[Answer]:
        """The answers in order; may be used again while an earlier use is under way."""
        under_way: deque[Future[Answer]] = deque()
        try:
            for thing in things:
                under_way.append(self._pool.submit(self._work, thing))
                if len(under_way) >= AHEAD:
                    yield self._first(under_way)
            while under_way:
                yield self._first(under_way)
        finally:
            for future in under_way:
                if not future.cancel():
                    future.add_done_callback(self._drop)

    def _drop(self, future: Future[Answer]) -> None:
        if future.exception() is None:
            self._let_go(future.result())

    def _first(self, under_way: deque[Future[Answer]]) -> Answer:
        self._look()
        while not wait((under_way[0],), SECONDS_BETWEEN_LOOKS).done:
            self._look()
        return under_way.popleft().result()
