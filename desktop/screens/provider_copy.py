"""A copy for who provided the files: where to, then what was written and its digest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from desktop.actions.sessions import COPY, Copying, give_copy
from desktop.jobs import Job
from desktop.widgets.column import Card, line_of
from desktop.widgets.figures import amount
from desktop.widgets.text import Label, button
from desktop.workbench import Workbench
from evidence.handoff.provider import ProviderCopy
from evidence.papers.content.forms import BEIJING
from evidence.words import say, visible


class CopyCard(Card):
    """Inline: a folder is typed or chosen, a new one in it is written and read back."""

    def __init__(self, bench: Workbench, case: str) -> None:
        self._text = bench.text
        super().__init__(
            self._text(say("A copy for the provider")),
            self._text(
                say(
                    "The provider's own files of this session with a list and SHA-256 sums, in a"
                    " new folder; written, then read back and compared."
                )
            ),
        )
        self.setObjectName("provider-copy")
        self._bench = bench
        self._case = case
        self._session = ""
        self._lay_out()
        bench.jobs.stepped.connect(self._stepped)
        bench.jobs.ended.connect(self._ended)

    def show_session(self, session: str) -> None:
        """The session to be copied."""
        if session != self._session:
            self._session = session
            self._told.say("")
            self._sums.hide()
            last = self._bench.jobs.last(COPY, self._case)
            if last is not None:
                self._ended(last)

    def _lay_out(self) -> None:
        self._folder = QLineEdit(placeholderText=self._text(say("Folder on the provider's medium")))
        self._folder.setObjectName("copy-folder")
        self._folder.setAccessibleName(self._text(say("Folder on the provider's medium")))
        self._folder.textChanged.connect(lambda _: self._look_again())
        self._folder.returnPressed.connect(self._write)
        browse = button(self._text(say("Browse…")))
        browse.setObjectName("copy-browse")
        browse.clicked.connect(self._browse)
        self._start = button(self._text(say("Write the copy")))
        self._start.setObjectName("copy-write")
        self._start.clicked.connect(self._write)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._folder, 1)
        row.addWidget(browse)
        self._told = Label()
        self._told.setObjectName("copy-told")
        self._sums = QLineEdit(readOnly=True)
        self._sums.setObjectName("copy-sums")
        self._sums.setAccessibleName(self._text(say("SHA-256 of the file SHA256SUMS")))
        self._sums.hide()
        self.rows.addLayout(row)
        self.rows.addLayout(line_of(self._start))
        self.rows.addWidget(self._told)
        self.rows.addWidget(self._sums)
        self._look_again()

    def _look_again(self) -> None:
        running = self._bench.jobs.find(COPY, self._case) is not None
        writable = not self._bench.workspace.read_only
        self._start.setEnabled(bool(self._folder.text().strip()) and not running and writable)

    def _browse(self) -> None:
        dialog = QFileDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._folder.setText)
        dialog.open()

    def _write(self) -> None:
        if not self._start.isEnabled():
            return
        now = datetime.now(BEIJING)
        out = Path(self._folder.text().strip()) / f"lianzheng-{now:%Y%m%d-%H%M%S}"
        self._sums.hide()
        self._told.say(self._text(say("Writing …")))
        give_copy(self._bench, self._case, self._session, out)
        self._look_again()

    def _stepped(self, job: Job) -> None:
        if self._is_ours(job):
            step = say("{done} of {total}: {what}", done=job.done, total=job.total, what=job.what)
            self._told.say(self._text(step))

    def _ended(self, job: Job) -> None:
        if job.kind == COPY:
            self._look_again()
        if self._is_ours(job) and isinstance(job, Copying):
            self._told.say("")
            if job.copy is not None:
                self._show(job.copy)

    def _is_ours(self, job: Job) -> bool:
        same = isinstance(job, Copying) and job.session == self._session
        return same and job.case == self._case

    def _show(self, copy: ProviderCopy) -> None:
        self._told.say(
            self._text(
                say(
                    "Written and read back: {count} files, {size}, in {folder}. Note down the"
                    " SHA-256 of SHA256SUMS:",
                    count=copy.files, size=amount(copy.size), folder=visible(str(copy.path)),
                )
            )
        )  # fmt: skip
        self._sums.setText(copy.sums)
        self._sums.setCursorPosition(0)
        self._sums.show()
