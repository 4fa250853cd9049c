"""
A new workspace: who makes it, where it lies, its passphrase; then the recovery code, shown once.

One goes on only after typing the last signs of the code back: whoever did has it before them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.opening import NewWorkspace, create_workspace
from desktop.doorway import Doorway
from desktop.widgets.column import Card, Column, line_of
from desktop.widgets.passphrases import Passphrases
from desktop.widgets.printing import print_text
from desktop.widgets.text import Label, button, plain, set_look
from evidence.errors import Trouble
from evidence.keys.recovery import GROUP
from evidence.words import Phrase, say
from evidence.workspace import Workspace

TYPED_BACK = 2 * GROUP


class NewWorkspacePage(QWidget):
    """Ends with `door.opened`."""

    def __init__(self, door: Doorway) -> None:
        super().__init__()
        self._door = door
        self._pages = QStackedWidget()
        self._fields = QFormLayout()
        self._fields.setVerticalSpacing(8)
        self._name = self._line(say("Your name"), "new-name")
        self._org = self._line(say("Your organisation"), "new-org")
        self._folder = QLineEdit(str(_free_folder(door)))
        self._add_folder()
        self._passphrases = Passphrases(door.text, self._fields)
        self._told = Label(look="danger")
        self._told.setObjectName("new-told")
        self._told.hide()
        self._make = button(door.text(say("Make the workspace")), main=True)
        self._make.setObjectName("new-make")
        self._make.clicked.connect(self._create)
        self._passphrases.again.returnPressed.connect(self._create)
        self._pages.addWidget(self._first_page())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._pages)

    def come_into_view(self) -> None:
        """Begin with the name."""
        self._name.setFocus()

    def _create(self) -> None:
        wrong = self._wrong()
        if wrong is not None:
            self._tell(wrong)
            return
        self._told.hide()
        self._ready(False)
        new = NewWorkspace(
            Path(self._folder.text().strip()),
            self._name.text().strip(),
            self._org.text().strip(),
            self._passphrases.agreed,
        )
        create_workspace(self._door, new, self._made, self._failed)

    def _wrong(self) -> Phrase | None:
        if not self._name.text().strip():
            return say("Give your name: papers and entries are signed with it.")
        if not self._folder.text().strip():
            return say("Say where the workspace is to lie.")
        if not self._passphrases.first.text():
            return say("Choose a passphrase.")
        if not self._passphrases.agreed:
            return say("The two passphrases differ.")
        return None

    def _made(self, workspace: Workspace, code: str) -> None:
        self._passphrases.clear()
        self._door.waiting = workspace
        page = _CodePage(self._door, workspace, code)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.begin()

    def _failed(self, error: BaseException) -> bool:
        self._ready(True)
        if isinstance(error, Trouble):
            self._tell(error.what, error.next_step)
            return True
        return False

    def _ready(self, ready: bool) -> None:
        self._make.setEnabled(ready)
        text = say("Make the workspace") if ready else say("Making …")
        self._make.setText(plain(self._door.text(text)))
        self._door.held.emit(not ready)

    def _tell(self, *phrases: Phrase | None) -> None:
        self._told.say("\n".join(self._door.text(each) for each in phrases if each is not None))
        self._told.show()

    # building

    def _first_page(self) -> QWidget:
        door = self._door
        column = Column()
        card = Card(
            door.text(say("New workspace")),
            door.text(say("Everything in it is sealed with your passphrase. Others can be added "
                          "later, each with a passphrase of their own.")),
        )  # fmt: skip
        card.rows.addLayout(self._fields)
        card.rows.addWidget(self._passphrases.told)
        card.rows.addWidget(self._told)
        card.rows.addLayout(line_of(self._make))
        column.rows.addWidget(card)
        column.rows.addStretch()
        return column

    def _line(self, label: Phrase, name: str) -> QLineEdit:
        field = QLineEdit(maxLength=200)
        field.setObjectName(name)
        field.setAccessibleName(self._door.text(label))
        shown = Label(self._door.text(label), wraps=False)
        shown.setBuddy(field)
        self._fields.addRow(shown, field)
        return field

    def _add_folder(self) -> None:
        label = self._door.text(say("Folder"))
        self._folder.setObjectName("new-folder")
        self._folder.setAccessibleName(label)
        choose = button(self._door.text(say("Choose …")))
        choose.setObjectName("new-choose-folder")
        choose.clicked.connect(self._ask_folder)
        row = QHBoxLayout()
        row.addWidget(self._folder, 1)
        row.addWidget(choose)
        shown = Label(label, wraps=False)
        shown.setBuddy(self._folder)
        self._fields.addRow(shown, row)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._door.text(say("Where the new workspace is to lie")))
        dialog.setObjectName("new-folder-dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(
            lambda path: self._folder.setText(str(_free_folder(self._door, Path(path))))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _CodePage(Column):
    def __init__(self, door: Doorway, workspace: Workspace, code: str) -> None:
        super().__init__()
        self._door, self._workspace, self._code = door, workspace, code
        self._shown = Label(code.replace("-", " - "), "code")
        self._shown.setObjectName("recovery-code")
        self._back = QLineEdit(maxLength=40)
        self._back.setObjectName("code-typed-back")
        self._go = button(door.text(say("Go to the cases")), main=True)
        self._go.setObjectName("code-go")
        self._go.setEnabled(False)
        self._go.clicked.connect(self._begin_work)
        self._back.textChanged.connect(lambda _: self._go.setEnabled(self._is_typed()))
        self._back.returnPressed.connect(self._go.click)
        self._lay_out()

    def begin(self) -> None:
        self._door.held.emit(True)
        self._back.setFocus()

    def _is_typed(self) -> bool:
        typed = "".join(c for c in self._back.text().upper() if c.isalnum())
        signs = self._code.replace("-", "")
        return typed in (signs, signs[-TYPED_BACK:])

    def _begin_work(self) -> None:
        if self._is_typed():
            self._door.waiting = None
            self._door.held.emit(False)
            self._door.opened.emit(self._workspace)

    def _lay_out(self) -> None:
        door = self._door
        card = Card(
            door.text(say("The recovery code")),
            door.text(say("It opens the workspace when the passphrase is lost, and is shown only "
                          "now. Write it down or print it, and keep it apart from this computer.")),
        )  # fmt: skip
        frame = Card()
        set_look(frame, "card")
        frame.rows.addWidget(self._shown)
        copy = button(door.text(say("Copy")))
        copy.setObjectName("code-copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._code))
        paper = button(door.text(say("Print …")))
        paper.setObjectName("code-print")
        paper.clicked.connect(self._print)
        label = door.text(
            say("Type the last {count} signs of it, as you noted them", count=TYPED_BACK)
        )
        self._back.setAccessibleName(label)
        shown = Label(label)
        shown.setBuddy(self._back)
        card.rows.addWidget(frame)
        card.rows.addLayout(line_of(copy, paper))
        card.rows.addSpacing(8)
        card.rows.addWidget(shown)
        card.rows.addWidget(self._back)
        card.rows.addLayout(line_of(self._go))
        self.rows.addWidget(card)
        self.rows.addStretch()

    def _print(self) -> None:
        text = self._door.text(
            say(
                "Recovery code of the workspace {name}",
                name=self._workspace.folder.name,
            )
        )
        print_text(self, f"{text}\n\n{self._code}\n")


def _free_folder(door: Doorway, inside: Path | None = None) -> Path:
    """A name that is not taken yet, in the documents or in the folder that was chosen."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    parent = inside or Path(QStandardPaths.writableLocation(place))
    name = door.text(say("Lianzheng workspace"))
    taken = [path for path in (parent / name, *(parent / f"{name} {n}" for n in range(2, 100)))]
    return next((path for path in taken if not path.exists()), taken[0])
