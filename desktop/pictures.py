"""
The one place where pictures of exhibits come from: thumbnails for lists, previews to look at.

They are JPEGs made by our workers (evidence/examination/pictures.py), never an original.
`thumbnail` answers at once with what is in memory; what is not there is made in the background,
what was asked for last first, and `arrived` tells of it. Memory is bounded: what was not shown
for longest goes first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop.background import Background
from evidence.examination import pictures
from evidence.progress import Cancelled, Progress
from evidence.reading import complaints
from evidence.reading.host import Readers
from evidence.words import Phrase
from evidence.workspace import Workspace

MOST_BYTES = 128 * 1024 * 1024
MOST_WAITING = 256
"""More than a screen shows; of what was scrolled by, only the newest is still made."""

MOST_PREVIEWS = 6
Key = tuple[str, str]


class Pictures(QObject):
    """Of one workspace (`bench.pictures`); `arrived(case, exhibit)` tells of a thumbnail."""

    arrived = Signal(str, str)

    def __init__(self, workspace: Workspace, readers: Readers, background: Background) -> None:
        super().__init__()
        self._workspace = workspace
        self._readers = readers
        self._background = background
        self._known: OrderedDict[Key, QPixmap | Phrase] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[Key, None] = OrderedDict()
        self._making: set[Key] = set()
        self._alone = threading.Lock()
        self._stopped = False
        self._previews: OrderedDict[tuple[str, str, int], QImage] = OrderedDict()

    def thumbnail(self, case: str, exhibit: str) -> QPixmap | None:
        """
        At most 320 pixels, upright; None: not here yet (`arrived` follows), or there is none.

        Cheap enough to be called whenever an item is painted.
        """
        key = case, exhibit
        if key not in self._known:
            self._want(key)
            return None
        self._known.move_to_end(key)
        known = self._known[key]
        return known if isinstance(known, QPixmap) else None

    def why_none(self, case: str, exhibit: str) -> Phrase | None:
        """Why there is no thumbnail; None where there is one or it is not known yet."""
        known = self._known.get((case, exhibit))
        return known if isinstance(known, Phrase) else None

    def preview(
        self,
        owner: QObject,
        case: str,
        exhibit: str,
        longest: int,
        done: Callable[[QImage | Phrase], None],
    ) -> Progress:
        """
        A large picture for `owner`, upright, at most `longest` pixels (and 2048); a `Phrase` says
        why there is none. The last few are kept. Stop the answered `Progress` when it is no
        longer wanted: then `done` is not called.
        """
        name = case, exhibit, longest
        kept = self._previews.get(name)

        def work(progress: Progress) -> QImage | Phrase:
            progress.step(0, 1)
            if kept is not None:
                return kept
            made = pictures.preview(self._workspace, case, exhibit, self._readers, longest)
            progress.step(0, 1)
            return made if isinstance(made, Phrase) else decoded(made)

        def ended(made: QImage | Phrase) -> None:
            if isinstance(made, QImage):
                self._previews[name] = made
                self._previews.move_to_end(name)
                while len(self._previews) > MOST_PREVIEWS:
                    self._previews.popitem(last=False)
            done(made)

        return self._background.run(owner, work, done=ended, lane="beside")

    def stop(self) -> None:
        """The workspace is about to be closed: finish what is being made, begin no more."""
        self._stopped = True

    def _want(self, key: Key) -> None:
        """Put it in front of all that wait; one piece of work makes whatever is then in front."""
        if self._stopped:
            return
        with self._alone:
            if key in self._making:
                return
            waits = key in self._waiting
            self._waiting[key] = None
            self._waiting.move_to_end(key)
            if waits:
                return
            if len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
                return
        self._background.run(self, self._make, done=self._made, lane="pictures")

    def _make(self, _: Progress) -> tuple[Key, QImage | Phrase]:
        if self._stopped:
            raise Cancelled
        with self._alone:
            key, _none = self._waiting.popitem()
            self._making.add(key)
        made = pictures.thumbnail(self._workspace, *key, self._readers)
        return key, made if isinstance(made, Phrase) else decoded(made)

    def _made(self, answer: tuple[Key, QImage | Phrase]) -> None:
        key, made = answer
        known = made if isinstance(made, Phrase) else QPixmap.fromImage(made)
        with self._alone:
            self._making.discard(key)
        self._known[key] = known
        self._bytes += _bytes_of(known)
        while self._bytes > MOST_BYTES:
            self._bytes -= _bytes_of(self._known.popitem(last=False)[1])
        self.arrived.emit(*key)


def decoded(jpeg: bytes) -> QImage | Phrase:
    """A picture that one of our workers made; a `Phrase` where it made none."""
    image = QImage.fromData(jpeg)
    return Phrase(complaints.NO_PIXELS) if image.isNull() else image


def _bytes_of(known: QPixmap | Phrase) -> int:
    return 0 if isinstance(known, Phrase) else known.width() * known.height() * 4
