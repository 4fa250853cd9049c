"""A workspace from a backup file: which file, where to, how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.opening import restore_backup
from desktop.doorway import Doorway
from desktop.widgets.column import Card, Column, line_of
from desktop.widgets.text import Label, button
from evidence.errors import Trouble
from evidence.progress import Progress
from evidence.words import Phrase, say

FINE = 1000


class RestorePage(QWidget):
    """Ends at the unlock page, on the folder that was restored."""

    def __init__(self, door: Doorway) -> None:
        super().__init__()
        self._door = door
        self._progress: Progress | None = None
        self._fields = QFormLayout()
        self._backup = self._place(say("Backup file"), "restore-file", self._ask_file)
        self._folder = self._place(say("New folder"), "restore-folder", self._ask_folder)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(door.text(say("Restoring")))
        self._bar.hide()
        self._told = Label(look="danger")
        self._told.setObjectName("restore-told")
        self._told.hide()
        self._go = button(door.text(say("Restore")), main=True)
        self._go.setObjectName("restore-go")
        self._go.clicked.connect(self._restore)
        self._lay_out()

    def come_into_view(self) -> None:
        """Begin with the file."""
        self._backup.setFocus()

    def _restore(self) -> None:
        backup, folder = self._backup.text().strip(), self._folder.text().strip()
        if not backup or not folder:
            self._tell(say("Choose the backup file and a new folder."))
            return
        self._told.hide()
        self._running(True)
        self._progress = restore_backup(
            self._door, self, Path(backup), Path(folder), self._done, self._stepped, self._failed
        )

    def _done(self, folder: Path) -> None:
        self._running(False)
        self._door.folder = folder
        self._door.going.emit("unlock")

    def _stepped(self, done: int, total: int, _: str) -> None:
        self._bar.setRange(0, FINE if total else 0)
        self._bar.setValue(done * FINE // max(1, total))

    def _failed(self, error: BaseException) -> bool:
        self._running(False)
        if isinstance(error, Trouble):
            self._tell(error.what, error.next_step)
            return True
        return False

    def _running(self, running: bool) -> None:
        self._bar.setRange(0, 0)
        self._bar.setVisible(running)
        self._go.setEnabled(not running)
        self._door.held.emit(running)

    def _tell(self, *phrases: Phrase | None) -> None:
        self._told.say("\n".join(self._door.text(each) for each in phrases if each is not None))
        self._told.show()

    # building

    def _lay_out(self) -> None:
        door = self._door
        card = Card(
            door.text(say("Restore a backup")),
            door.text(say("Every file is compared with its checksum in the backup. You go on as a "
                          "new signer; nothing that was entered is lost.")),
        )  # fmt: skip
        card.rows.addLayout(self._fields)
        card.rows.addWidget(self._bar)
        card.rows.addWidget(self._told)
        card.rows.addLayout(line_of(self._go))
        column = Column()
        column.rows.addWidget(card)
        column.rows.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(column)

    def _place(self, label: Phrase, name: str, ask: Callable[[], None]) -> QLineEdit:
        text = self._door.text(label)
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(text)
        choose = button(self._door.text(say("Choose …")))
        choose.setObjectName(f"{name}-choose")
        choose.setAccessibleName(f"{self._door.text(say('Choose …'))} {text}")
        choose.clicked.connect(ask)
        row = QHBoxLayout()
        row.addWidget(field, 1)
        row.addWidget(choose)
        shown = Label(text, wraps=False)
        shown.setBuddy(field)
        self._fields.addRow(shown, row)
        return field

    def _ask_file(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFile, self._backup)

    def _ask_folder(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, self._folder)

    def _ask(self, mode: QFileDialog.FileMode, field: QLineEdit) -> None:
        dialog = QFileDialog(self, field.accessibleName())
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(field.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
