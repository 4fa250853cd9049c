"""Backup, verification and what this computer gives: cards of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout

from desktop.actions.safekeeping import back_up, look_at_computer, verify_all
from desktop.commands.doctor import Row, State
from desktop.jobs import Job
from desktop.widgets.column import Card, empty, line_of
from desktop.widgets.report_card import ReportCard
from desktop.widgets.secret import secret_field
from desktop.widgets.text import Label, Look, button
from desktop.workbench import Workbench
from evidence.backup import Backup
from evidence.errors import Trouble
from evidence.verification.report import Report
from evidence.words import Phrase, mark, say

STATES: dict[State, str] = {"ok": mark("fine"), "note": mark("note"), "wrong": mark("wrong")}
LOOKS: dict[State, Look] = {"ok": "good", "note": "quiet", "wrong": "danger"}
NAMES = {
    "python": mark("Python"),
    "sqlite": mark("SQLite"),
    "keyring": mark("keyring"),
    "user-data": mark("data of this user"),
    "fonts": mark("fonts"),
    "workers": mark("programs that read files"),
    "disk": mark("disk"),
}


class BackupCard(Card):
    """A sealed copy in one file, best on another disk."""

    def __init__(self, bench: Workbench) -> None:
        text = bench.text
        super().__init__(
            text(say("Backup")),
            text(say("One sealed file with everything in it, read back after it is written. Keep "
                     "it on another disk.")),
        )  # fmt: skip
        self._bench = bench
        self._told = Label()
        self._told.setObjectName("backup-told")
        self._told.hide()
        self._go = button(text(say("Back up …")))
        self._go.setObjectName("backup")
        self._go.clicked.connect(self._ask)
        self.rows.addWidget(self._told)
        self.rows.addLayout(line_of(self._go))
        bench.jobs.ended.connect(self._ended)

    def write(self, out: Path) -> None:
        """Write it to a file that is not there yet."""
        self._told.hide()
        self._go.setEnabled(False)
        back_up(self._bench, self, out, self._done, self._failed)

    def _ended(self, job: Job) -> None:
        if job.kind == "backup":
            self._go.setEnabled(True)

    def _done(self, made: Backup) -> None:
        self._tell(say("Written and read back: {path}, {files} files", path=str(made.path),
                       files=made.files))  # fmt: skip

    def _failed(self, error: BaseException) -> bool:
        if isinstance(error, Trouble):
            self._tell(error.what)
            return True
        return False

    def _tell(self, phrase: Phrase) -> None:
        self._told.say(self._bench.text(phrase))
        self._told.show()

    def _ask(self) -> None:
        dialog = QFileDialog(self, self._bench.text(say("Where to write the backup")))
        dialog.setObjectName("backup-dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # A backup never replaces one: the question Qt would ask has only one answer.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        day = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        dialog.selectFile(f"{self._bench.workspace.folder.name}-{day}.lianzheng-backup")
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class VerifyCard(Card):
    """Every digest, signature and link of this workspace; for that the passphrase is needed."""

    def __init__(self, bench: Workbench) -> None:
        text = bench.text
        super().__init__(
            text(say("Verify this workspace")),
            text(say("Every digest, signature and link is checked from the disk up. The passphrase "
                     "is typed for it again, for it is kept nowhere.")),
        )  # fmt: skip
        self._bench = bench
        self._secret = secret_field(text(say("Passphrase")), "verify-passphrase")
        self._secret.setPlaceholderText(text(say("Passphrase")))
        self._go = button(text(say("Verify everything")))
        self._go.setObjectName("verify-all")
        self._go.clicked.connect(self._verify)
        self._secret.returnPressed.connect(self._go.click)
        self._told = Label(look="danger")
        self._told.setObjectName("verify-told")
        self._told.hide()
        self._report = QVBoxLayout()
        self.rows.addWidget(self._secret)
        self.rows.addWidget(self._told)
        self.rows.addLayout(line_of(self._go))
        self.rows.addLayout(self._report)

    def _verify(self) -> None:
        if self._secret.text():
            self._told.hide()
            empty(self._report)
            verify_all(self._bench, self, self._secret.text(), self._show, self._failed)
            self._secret.clear()

    def _show(self, report: Report) -> None:
        empty(self._report)
        self._report.addWidget(ReportCard(self._bench.words, report))

    def _failed(self, error: BaseException) -> bool:
        if isinstance(error, Trouble):
            self._told.say(self._bench.text(error.what))
            self._told.show()
            return True
        return False


class ComputerCard(Card):
    """What `lianzheng doctor` says of this computer."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench.text(say("This computer")))
        self._bench = bench
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setColumnStretch(2, 1)
        self._again = button(bench.text(say("Look again")))
        self._again.setObjectName("computer-again")
        self._again.clicked.connect(self.refresh)
        self.rows.addLayout(self._rows)
        self.rows.addLayout(line_of(self._again))

    def refresh(self) -> None:
        """Look at it now."""
        self._again.setEnabled(False)
        look_at_computer(self._bench, self, self._show)

    def _show(self, found: Sequence[Row]) -> None:
        self._again.setEnabled(True)
        empty(self._rows)
        text = self._bench.text
        for number, row in enumerate(found):
            name = text(Phrase(NAMES[row.name])) if row.name in NAMES else row.name
            state = Label(text(Phrase(STATES[row.state])), LOOKS[row.state], wraps=False)
            self._rows.addWidget(state, number, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(Label(name), number, 1, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(Label(text(row.text)), number, 2)
