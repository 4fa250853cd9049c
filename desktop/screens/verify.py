"""
核验: is what lies here what was recorded? For anybody, without an open workspace.

Bags, papers and backups need no passphrase. For a workspace the person chooses: with the
passphrase everything is checked, without it only what lies in the clear. Nothing is written.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.verifying import Asked, Sealed, verify_path
from desktop.background import Background
from desktop.widgets.column import Card, Column, line_of
from desktop.widgets.report_card import ReportCard, TroubleCard, shortened
from desktop.widgets.secret import secret_field
from desktop.widgets.text import Label, button, set_tip
from evidence.errors import Trouble, WhoOpens, WrongSecret
from evidence.progress import Progress
from evidence.verification.report import Report
from evidence.words import Phrase, Words, say

MOST_REPORTS = 50


class VerifyScreen(QWidget):
    """`left` is emitted when the person is done here."""

    left = Signal()

    def __init__(self, background: Background, words: Words) -> None:
        super().__init__()
        self._background, self._words = background, words
        self._waiting: deque[Path] = deque()
        self._now: Progress | None = None
        self.setObjectName("verify")
        self.setAcceptDrops(True)
        self._column = Column()
        self._asked = Asked(path=Path())
        self._results = QVBoxLayout()
        self._results.setSpacing(12)
        self._column.rows.addLayout(
            line_of(self._button(say("Back"), "verify-back", self.left.emit))
        )
        self._column.rows.addWidget(Label(self._text(say("Verify")), "title"))
        self._column.rows.addWidget(self._what_to_verify())
        self._passphrase = self._passphrase_card()
        self._column.rows.addWidget(self._passphrase)
        self._running = self._running_card()
        self._column.rows.addWidget(self._running)
        self._column.rows.addLayout(self._results)
        self._column.rows.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._column)

    def look_at(self, paths: Sequence[Path]) -> None:
        """Verify these, one after the other."""
        self._waiting.extend(paths)
        self._go_on()

    # dropping and choosing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders of this machine may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Verify what was dropped."""
        event.acceptProposedAction()
        self._look_at_urls(event.mimeData().urls())

    def _look_at_urls(self, urls: Sequence[QUrl]) -> None:
        self.look_at([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self)
        dialog.setFileMode(mode)
        dialog.urlsSelected.connect(self._look_at_urls)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # one after the other

    def _go_on(self) -> None:
        if self._now is None and self._passphrase.isHidden() and self._waiting:
            self._begin(Asked(path=self._waiting.popleft()))

    def _begin(self, asked: Asked) -> None:
        self._passphrase.hide()
        self._doing.say(
            self._text(say("Verifying {name}…", name=shortened(asked.path.name or str(asked.path))))
        )
        self._bar.setRange(0, 0)
        self._running.show()
        self._now = verify_path(
            self._background,
            self,
            asked,
            done=lambda answer: self._ended(asked, answer),
            stepped=self._stepped,
            cancelled=lambda: self._ended(asked, None),
            failed=lambda error: self._failed(asked, error),
        )
        self.destroyed.connect(self._now.stop)  # nobody would see what it finds

    def _stepped(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleDescription(what)

    def _ended(self, asked: Asked, answer: Report | Sealed | None) -> None:
        self._now = None
        self._running.hide()
        if isinstance(answer, Sealed):
            self._ask_passphrase(asked, say("This workspace is sealed."))
        elif isinstance(answer, Report):
            self._add(ReportCard(self._words, answer))
        self._go_on()

    def _failed(self, asked: Asked, error: BaseException) -> bool:
        self._now = None
        self._running.hide()
        if isinstance(error, WrongSecret | WhoOpens):
            self._ask_passphrase(asked, error.what)
        elif isinstance(error, Trouble):
            self._add(TroubleCard(self._words, asked.path, error))
        self._go_on()
        return isinstance(error, Trouble)

    def _add(self, card: QWidget) -> None:
        """The newest stands first; very old ones go."""
        self._results.insertWidget(0, card)
        if self._results.count() > MOST_REPORTS:
            oldest = self._results.takeAt(MOST_REPORTS)
            if oldest is not None and (gone := oldest.widget()) is not None:
                gone.deleteLater()

    # the passphrase

    def _ask_passphrase(self, asked: Asked, why: Phrase) -> None:
        self._asked = asked
        self._why.say(self._text(why))
        self._sealed_name.say(shortened(asked.path.name))
        set_tip(self._sealed_name, str(asked.path))
        self._passphrase.show()
        self._secret.clear()
        self._secret.setFocus()

    def _with_passphrase(self) -> None:
        if not self._secret.text():
            self._secret.setFocus()
            return
        secret, person = self._secret.text(), self._person.text().strip()
        self._secret.clear()
        self._begin(Asked(path=self._asked.path, secret=secret, person=person))

    def _without_passphrase(self) -> None:
        self._begin(Asked(path=self._asked.path, secret=""))

    def _leave_out(self) -> None:
        self._passphrase.hide()
        self._go_on()

    # what it is built of

    def _what_to_verify(self) -> QWidget:
        card = Card(
            self._text(say("Drop a bag, a paper, a backup or a workspace here")),
            self._text(
                say("Every file is read again and compared with what was signed when it was"
                    " recorded. Nothing is changed, and nothing leaves this machine.")
            ),
        )  # fmt: skip
        mode = QFileDialog.FileMode
        card.rows.addLayout(
            line_of(
                self._button(say("Choose a file…"), "verify-file",
                             lambda: self._choose(mode.ExistingFile), main=True),
                self._button(say("Choose a folder…"), "verify-folder",
                             lambda: self._choose(mode.Directory)),
            )
        )  # fmt: skip
        return card

    def _passphrase_card(self) -> QWidget:
        card = Card()
        self._why = Label(look="heading")
        self._sealed_name = Label()
        self._secret = secret_field(self._text(say("Passphrase")), "verify-passphrase")
        self._secret.returnPressed.connect(self._with_passphrase)
        self._person = QLineEdit()
        self._person.setObjectName("verify-person")
        self._person.returnPressed.connect(self._with_passphrase)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, field in (
            (say("Passphrase"), self._secret),
            (say("Your name, if several people use it"), self._person),
        ):
            shown = Label(self._text(label), wraps=False)
            shown.setBuddy(field)
            field.setAccessibleName(self._text(label))
            form.addRow(shown, field)
        card.rows.addWidget(self._why)
        card.rows.addWidget(self._sealed_name)
        card.rows.addLayout(form)
        card.rows.addLayout(
            line_of(
                self._button(say("Verify everything"), "verify-sealed", self._with_passphrase),
                self._button(say("Without a passphrase"), "verify-clear", self._without_passphrase,
                             tip=say("Only files that lie in the clear are checked; the report says"
                                     " what was not.")),
                self._button(say("Leave it out"), "verify-skip", self._leave_out),
            )
        )  # fmt: skip
        card.hide()
        return card

    def _running_card(self) -> QWidget:
        card = Card()
        self._doing = Label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._text(say("Progress of the verification")))
        card.rows.addWidget(self._doing)
        card.rows.addWidget(self._bar)
        card.rows.addLayout(line_of(self._button(say("Stop"), "verify-stop", self._stop)))
        card.hide()
        return card

    def _stop(self) -> None:
        self._waiting.clear()
        if self._now is not None:
            self._now.stop()

    def _button(
        self,
        text: Phrase,
        name: str,
        do: Callable[[], None],
        *,
        main: bool = False,
        tip: Phrase | None = None,
    ) -> QPushButton:
        made = button(self._text(text), main=main, tip=self._text(tip) if tip else "")
        made.setObjectName(name)
        made.clicked.connect(lambda: do())
        return made

    def _text(self, phrase: Phrase) -> str:
        return self._words.text(phrase)
