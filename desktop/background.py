"""
The one way the window does work off its own thread.

Work is a plain function of the core that takes a `Progress`. What it returns, raises or tells
of arrives back on the GUI thread, in the order it happened; nothing is called for an owner that
is gone. There are four lanes: what records and what looks up are each done one piece at a time
in the order they were asked for, so that an older answer never arrives after a newer one; long
work (an intake, an examination) runs beside both and meets the workspace only in `record`;
small pictures (pictures.py) have a lane of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from evidence.progress import Cancelled, Progress

T = TypeVar("T")

Lane = Literal["record", "look", "beside", "pictures"]
MOST_BESIDE = 4
MOST_PICTURES = 2


class Background(QObject):
    """
    Runs work for the windows; made once, by the application, on the GUI thread.

    `idle` is emitted whenever the last piece of work has ended and was told of.
    """

    idle = Signal()
    _call_on_gui = Signal(object)

    def __init__(self, problem: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._problem = problem
        self._closed = False
        self._in_hand = 0
        self._beside: set[Progress] = set()
        self._lanes: dict[Lane, ThreadPoolExecutor] = {
            "record": ThreadPoolExecutor(1, thread_name_prefix="record"),
            "look": ThreadPoolExecutor(1, thread_name_prefix="look"),
            "beside": ThreadPoolExecutor(MOST_BESIDE, thread_name_prefix="beside"),
            "pictures": ThreadPoolExecutor(MOST_PICTURES, thread_name_prefix="pictures"),
        }
        self._call_on_gui.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        stepped: Callable[[int, int, str], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        failed: Callable[[BaseException], bool] | None = None,
        lane: Lane = "look",
    ) -> Progress:
        """
        Start `work` and return the `Progress` with which it can be stopped.

        What it raises goes to the one place that shows problems, unless `failed` answers True:
        it dealt with it (asked the question in it, say). There is no silent failure. After
        `close` nothing is begun any more: a timer of a screen may still ask for it.
        """
        progress = Progress(partial(self._send, owner, stepped)) if stepped else Progress()
        if self._closed:
            return progress
        ended = partial(self._ended, done, cancelled, failed)
        self._in_hand += 1
        if lane == "beside":
            self._beside.add(progress)
        future = self._lanes[lane].submit(work, progress)
        future.add_done_callback(partial(self._send, owner, ended))
        future.add_done_callback(lambda _: self._send(self, partial(self._one_less, progress)))
        return progress

    def close(self) -> None:
        """
        Stop long work at its next step (a verification nobody waits for any more, say), wait for
        what is in hand, drop what was not yet begun.
        """
        self._closed = True
        for progress in self._beside:
            progress.stop()
        for executor in self._lanes.values():
            executor.shutdown(cancel_futures=True)

    def _send(self, owner: QObject, call: Callable[..., None], *args: object) -> None:
        self._call_on_gui.emit((owner, partial(call, *args)))

    @Slot(object)
    def _call(self, message: tuple[QObject, Callable[[], None]]) -> None:
        owner, call = message
        if isValid(owner):
            call()

    def _one_less(self, progress: Progress) -> None:
        self._beside.discard(progress)
        self._in_hand -= 1
        if not self._in_hand:
            self.idle.emit()

    def _ended(
        self,
        done: Callable[[T], None],
        cancelled: Callable[[], None] | None,
        failed: Callable[[BaseException], bool] | None,
        future: Future[T],
    ) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, Cancelled):
            if cancelled:
                cancelled()
        elif not (failed and failed(error)):
            self._problem(error)
