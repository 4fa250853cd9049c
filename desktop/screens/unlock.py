"""
The page in front: which workspace, who opens it, with which passphrase.

What only a person knows (moved, copied, restored?) is asked here, and so is who opens a workspace
that several people use. The recovery code is typed where the passphrase is.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.opening import (
    FolderSeen,
    Key,
    Remembering,
    look_at_folder,
    look_at_keyring,
    open_workspace,
)
from desktop.doorway import Doorway
from desktop.icons import icon
from desktop.widgets.column import Card, Column, line_of
from desktop.widgets.question import Question
from desktop.widgets.secret import let_see, secret_field
from desktop.widgets.text import Label, button, plain, set_look, set_tip, tip_text
from evidence.errors import Locked, Trouble, WhichFolder
from evidence.people import As
from evidence.words import Phrase, mark, say, visible

ANSWERS = {
    "moved": mark("It was moved here"),
    "copied": mark("It is a copy"),
    "restored": mark("It was restored from a backup"),
}


class UnlockPage(QWidget):
    """Ends with `door.opened`."""

    def __init__(self, door: Doorway) -> None:
        super().__init__()
        self._door = door
        self._folder: Path | None = None
        self._seen: FolderSeen | None = None
        self._remembering = Remembering(False, frozenset())
        self._recent = QListWidget()
        self._recent.setObjectName("recent")
        self._recent.setAccessibleName(door.text(say("Workspaces opened last")))
        self._recent.setSpacing(3)
        self._recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._name = Label(look="title")
        self._where = Label(look="quiet")
        self._who = QComboBox()
        self._who.setObjectName("who")
        self._who.setAccessibleName(door.text(say("Who opens it")))
        self._secret = secret_field(door.text(say("Passphrase or recovery code")), "passphrase")
        self._read_only = self._check("read-only", say("Read-only: change nothing"))
        self._remember = self._check("remember", say("Remember the passphrase on this device"))
        let_see(
            self._secret,
            door.text(say("Show what is typed")),
            icon("eye", door.colours.text),
        )
        self._secret_name = Label(door.text(say("Passphrase or recovery code")))
        self._secret_name.setBuddy(self._secret)
        self._told = Label(look="danger")
        self._told.setObjectName("unlock-told")
        self._take_off = button(door.text(say("Take it off the list")))
        self._take_off.setObjectName("take-off")
        self._take_off.clicked.connect(self._forget)
        self._question = Question("which-folder")
        self._open = button(door.text(say("Open")), main=True, tip="Enter")
        self._open.setObjectName("open")
        self._lay_out()
        self._connect()

    def come_into_view(self) -> None:
        """List the workspaces opened last, and choose the one this is about."""
        self._recent.clear()
        for folder in self._door.settings.recent:
            path = Path(folder)
            item = QListWidgetItem(f"{visible(path.name)}\n{visible(str(path.parent))}")
            item.setData(Qt.ItemDataRole.UserRole, folder)
            item.setToolTip(tip_text(folder))
            self._recent.addItem(item)
        self._recent_card.setVisible(bool(self._recent.count()))
        chosen = self._door.folder or next(map(Path, self._door.settings.recent), None)
        self.choose(chosen)

    def choose(self, folder: Path | None) -> None:
        """Look at a folder."""
        self._folder, self._seen = folder, None
        self._told.hide()
        self._take_off.hide()
        self._question.hide()
        self._card.setVisible(folder is not None)
        self._welcome.setVisible(folder is None)
        self._another.setVisible(folder is not None)
        if folder is None:
            self._first.setFocus()
            return
        for row in range(self._recent.count()):
            if self._recent.item(row).data(Qt.ItemDataRole.UserRole) == str(folder):
                self._recent.setCurrentRow(row)
        self._name.say(folder.name)
        self._where.say(str(folder.parent))
        self._ready(False)
        look_at_folder(self._door, self, folder, self._show, self._not_there)

    # showing

    def _show(self, seen: FolderSeen) -> None:
        if seen.folder != self._folder:
            return
        self._seen = seen
        self._remembering = Remembering(False, frozenset())
        self._who.clear()
        if len(seen.people) > 1:
            self._who.addItem(self._door.text(say("Who opens it?")), "")
        for one in seen.people:
            org = f" · {visible(one.org)}" if one.org else ""
            self._who.addItem(f"{visible(one.name)}{org}", one.person)
        self._who.setVisible(len(seen.people) > 1)
        self._show_remembering()
        self._ready(True)
        (self._who if len(seen.people) > 1 else self._secret).setFocus()
        look_at_keyring(self._door, self, seen, self._remembers)

    def _remembers(self, remembering: Remembering) -> None:
        self._remembering = remembering
        self._show_remembering()

    def _show_remembering(self) -> None:
        kept = str(self._who.currentData() or "") in self._remembering.remembered
        self._remember.setVisible(self._remembering.usable)
        self._remember.setChecked(kept)
        self._secret.setPlaceholderText(
            self._door.text(say("Remembered on this device: press Enter")) if kept else ""
        )

    def _not_there(self, error: BaseException) -> bool:
        self._tell(error)
        self._take_off.setVisible(str(self._folder) in self._door.settings.recent)
        return isinstance(error, Trouble)

    def _forget(self) -> None:
        self._door.folder = None
        self._door.chosen.emit(self._door.settings.forgotten(str(self._folder)))

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            said = [error.what, error.next_step]
            if isinstance(error, Locked):
                said[1] = say("Look for its window; or open it read-only here.")
            self._told.say("\n".join(self._door.text(each) for each in said if each is not None))
            self._told.show()

    # opening

    def _try(self, as_: As | None = None) -> None:
        if self._seen is None or not self._open.isEnabled():
            return
        person = str(self._who.currentData() or "")
        if len(self._seen.people) > 1 and not person:
            self._say(say("Several people use this workspace. Say who is opening it."))
            self._who.setFocus()
            return
        if not self._secret.text() and person not in self._remembering.remembered:
            self._say(say("Type the passphrase."))
            self._secret.setFocus()
            return
        self._told.hide()
        self._question.hide()
        self._ready(False)
        self._open.setText(plain(self._door.text(say("Opening …"))))
        key = Key(
            self._seen.folder, self._secret.text(), person, self._read_only.isChecked(),
            self._remember.isChecked(), as_,
        )  # fmt: skip
        open_workspace(self._door, key, self._failed)

    def _failed(self, error: BaseException) -> bool:
        self._ready(True)
        if isinstance(error, WhichFolder):
            self._question.ask(
                self._door.text(error.what),
                self._door.text(error.next_step or ""),
                {name: self._door.text(text) for name, text in ANSWERS.items()},
            )
            return True
        self._tell(error)
        self._secret.selectAll()
        self._secret.setFocus()
        return isinstance(error, Trouble)

    def _ready(self, ready: bool) -> None:
        self._open.setEnabled(ready)
        self._open.setText(plain(self._door.text(say("Open"))))

    def _say(self, phrase: Phrase) -> None:
        self._told.say(self._door.text(phrase))
        self._told.show()

    # building

    def _check(self, name: str, phrase: Phrase) -> QCheckBox:
        made = QCheckBox(plain(self._door.text(phrase)))
        made.setObjectName(name)
        made.setAccessibleName(self._door.text(phrase))
        return made

    def _connect(self) -> None:
        self._recent.itemActivated.connect(self._picked)
        self._recent.itemClicked.connect(self._picked)
        self._recent.currentItemChanged.connect(lambda now, _: self._picked(now))
        self._who.currentIndexChanged.connect(lambda _: self._show_remembering())
        self._secret.returnPressed.connect(self._try)
        self._open.clicked.connect(lambda: self._try())
        self._question.answered.connect(lambda answer: self._try(cast(As, answer)))
        set_tip(
            self._remember,
            self._door.text(
                say("Whoever can use your account on this computer can then open the workspace.")
            ),
        )

    def _picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            folder = Path(str(item.data(Qt.ItemDataRole.UserRole)))
            if folder != self._folder:
                self.choose(folder)

    def _lay_out(self) -> None:
        door = self._door
        self._card = Card()
        for widget in (
            self._name, self._where, self._who, self._secret_name, self._secret,
            self._read_only, self._remember, self._told, self._take_off, self._question,
        ):  # fmt: skip
            self._card.rows.addWidget(widget)
        self._card.rows.addLayout(line_of(self._open))
        self._told.hide()
        self._welcome_someone_new()
        self._recent_card = Card(door.text(say("Opened last")))
        self._recent_card.rows.addWidget(self._recent)
        self._recent.setMinimumHeight(self.fontMetrics().lineSpacing() * 7)
        others = QVBoxLayout()
        others.setSpacing(8)
        others.addWidget(self._recent_card, 1)
        for made in self._others():
            others.addWidget(made)
        others.addStretch()
        column = Column(72)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(others, 2)
        middle = QVBoxLayout()
        middle.addWidget(self._welcome)
        middle.addWidget(self._card)
        middle.addStretch()
        sides.addLayout(middle, 3)
        column.rows.addLayout(sides)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(column)

    def _welcome_someone_new(self) -> None:
        door = self._door
        self._welcome = Card(
            door.text(say("Begin with a workspace")),
            door.text(say("A workspace is one folder that holds your cases, sealed. It may lie on "
                          "this computer or on a stick, and needs no network.")),
        )  # fmt: skip
        self._first = button(door.text(say("New workspace …")), main=True)
        self._first.setObjectName("new-workspace")
        self._first.clicked.connect(lambda: door.going.emit("new-workspace"))
        self._welcome.rows.addLayout(line_of(self._first))

    def _others(self) -> list[QWidget]:
        door = self._door
        made: list[QWidget] = []
        for name, phrase, press in (
            ("open-other", say("Open another folder …"), self._ask_folder),
            ("new-workspace", say("New workspace …"), lambda: door.going.emit("new-workspace")),
            ("restore", say("Restore a backup …"), lambda: door.going.emit("restore")),
            ("verify", say("Verify a hand-off or paper …"), lambda: door.going.emit("verify")),
        ):
            each = button(door.text(phrase))
            each.setObjectName(name)
            each.clicked.connect(press)
            set_look(each, "wide")
            made.append(each)
        self._another = made[1]
        return made

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._door.text(say("Folder of the workspace")))
        dialog.setObjectName("folder-dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.choose(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
