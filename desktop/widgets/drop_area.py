"""
Files and folders dropped onto the window, or chosen from the disk.

Something dropped from a phone that is connected as a camera or media player (MTP, PTP) has no
path and cannot be read; that is told apart, so that the person learns another way.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.text import Label, button, set_look
from desktop.workbench import Workbench
from evidence.words import Phrase, say

WITHOUT_PATH = ("FileGroupDescriptor", "FileContents", "Shell IDList Array")
"""In the names of formats Windows gives for things that are no files on a disk."""


class FileDrops(QObject):
    """
    Watches a widget: `dropped` carries the paths (a tuple), `without_path` is emitted when
    something was dropped that has none.
    """

    dropped = Signal(object)
    without_path = Signal()
    hovering = Signal(bool)

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        watched.setAcceptDrops(True)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped; Qt calls it."""
        if isinstance(event, QDropEvent) and _is_of_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                self._take(event.mimeData())
            self.hovering.emit(isinstance(event, QDragEnterEvent | QDragMoveEvent))
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hovering.emit(False)
        return False

    def _take(self, mime: QMimeData) -> None:
        paths = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
        if paths:
            self.dropped.emit(paths)
        if len(paths) < len(mime.urls()) or not paths:
            self.without_path.emit()


class DropArea(QFrame):
    """A place to drop things onto, with buttons that choose them; `chosen` carries the paths."""

    chosen = Signal(object)
    without_path = Signal()

    def __init__(self, bench: Workbench, takes: Phrase) -> None:
        super().__init__()
        self._bench = bench
        self._takes = takes
        self.setObjectName("drop-area")
        self.setAccessibleName(bench.text(say("Drop files or folders here")))
        set_look(self, "drop")
        self._drops = FileDrops(self)
        self._drops.dropped.connect(self.chosen)
        self._drops.without_path.connect(self.without_path)
        self._drops.hovering.connect(lambda over: set_look(self, "drop-over" if over else "drop"))
        self._lay_out()

    def choose(self, *, folder: bool) -> QFileDialog:
        """Let the person choose files or a folder in a dialog, which is open when this returns."""
        kind = QFileDialog.FileMode
        dialog = QFileDialog(self.window())
        dialog.setObjectName("choose-sources")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(kind.Directory if folder else kind.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.chosen.emit(tuple(map(Path, names))))
        dialog.open()
        return dialog

    def _lay_out(self) -> None:
        text = self._bench.text
        files = button(text(say("Choose files…")), tip="Ctrl+O")
        files.setObjectName("choose-files")
        files.setShortcut("Ctrl+O")
        files.clicked.connect(lambda: self.choose(folder=False))
        folder = button(text(say("Choose a folder…")), tip="Ctrl+Shift+O")
        folder.setObjectName("choose-folder")
        folder.setShortcut("Ctrl+Shift+O")
        folder.clicked.connect(lambda: self.choose(folder=True))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(files)
        buttons.addWidget(folder)
        buttons.addStretch(1)
        says = Label(text(say("Drop files or folders here")), "heading")
        says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        about = Label(text(self._takes), "quiet")
        about.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(says)
        layout.addWidget(about)
        layout.addLayout(buttons)


def _is_of_files(mime: QMimeData) -> bool:
    named = any(word in name for name in mime.formats() for word in WITHOUT_PATH)
    return mime.hasUrls() or named
