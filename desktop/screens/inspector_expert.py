"""Everything there is of an exhibit: every fact, check, tag and digest, and what a check does."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.models.about import Deep, deep
from desktop.models.details import Details, details_of
from desktop.widgets.text import Label, button
from desktop.workbench import Workbench
from evidence.progress import Progress
from evidence.words import say, visible


class Expert(QWidget):
    """A table of names and values; what is chosen is told in full below, and can be copied."""

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__()
        self._bench = bench
        self._case = case
        self._exhibit = ""
        self._sha256 = ""
        self._rows = Details(bench, self)
        text = bench.text
        self._table = _table(self._rows, text(say("All that is known of the exhibit")))
        self._table.selectionModel().currentChanged.connect(self._chosen)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self._table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy)
        self._whole = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self._whole.setObjectName("expert-detail")
        self._whole.setAccessibleName(text(say("The chosen value in full")))
        self._whole.setMaximumHeight(self.fontMetrics().lineSpacing() * 5)
        self._check = button(
            text(say("Compute the digests again")),
            tip=text(say("Reads the stored original: SHA-256 is held against what was taken in.")),
        )
        self._check.setObjectName("compute-digests")
        self._check.clicked.connect(self._compute)
        self._digests = Label()
        self._digests.setObjectName("digests")
        self._lay_out()

    def look_at(self, exhibit: str) -> None:
        """Read everything of an exhibit, which may mean its original, and show it."""
        if exhibit != self._exhibit:
            self._rows.show(())
            self._whole.clear()
            self._digests.say("")
        self._exhibit = exhibit

        def work(_: Progress) -> Deep:
            return deep(self._bench.workspace, self._case, exhibit, self._bench.readers)

        self._bench.background.run(self, work, done=self._show, lane="beside")

    def _show(self, known: Deep) -> None:
        if known.row.exhibit != self._exhibit:
            return
        self._sha256 = known.row.sha256
        self._rows.show(details_of(self._bench, known))
        self._table.clearSpans()
        for number, row in enumerate(self._rows.rows):
            if row.heading:
                self._table.setSpan(number, 0, 1, 2)

    def _chosen(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = self._rows.rows[index.row()]
        told = [row.name, row.value, row.more if row.more != row.name else ""]
        self._whole.setPlainText("\n".join(visible(t) for p in told if p for t in p.split("\n")))

    def _copy(self) -> None:
        index = self._table.currentIndex()
        if index.isValid():
            row = self._rows.rows[index.row()]
            QGuiApplication.clipboard().setText(row.value or row.name)

    def _compute(self) -> None:
        exhibit = self._exhibit
        self._check.setEnabled(False)
        self._digests.say(self._bench.text(say("Reading the stored original…")))

        def work(_: Progress) -> tuple[str, str]:
            return self._bench.workspace.vault(self._case).digests(exhibit)

        self._bench.background.run(
            self,
            work,
            done=lambda found: self._computed(exhibit, *found),
            failed=self._could_not,
            lane="beside",
        )

    def _computed(self, exhibit: str, sha256: str, sm3: str) -> None:
        self._check.setEnabled(True)
        if exhibit != self._exhibit:
            return
        same = say("SHA-256 is the one recorded when it was taken in.")
        other = say("SHA-256 is not the one recorded when it was taken in; verify the workspace.")
        told = self._bench.text(same if sha256 == self._sha256 else other)
        grouped = [_grouped(f"SHA-256 {sha256}"), _grouped(f"SM3 {sm3}")]
        self._digests.say("\n".join([told, *grouped]))

    def _could_not(self, _: BaseException) -> bool:
        self._check.setEnabled(True)
        self._digests.say("")
        return False

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._check)
        line.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(8)
        rows.addWidget(self._table, 1)
        rows.addWidget(self._whole)
        rows.addLayout(line)
        rows.addWidget(self._digests)


def _table(rows: Details, name: str) -> QTableView:
    table = QTableView()
    table.setObjectName("expert")
    table.setAccessibleName(name)
    table.setModel(rows)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + 8)
    across = table.horizontalHeader()
    across.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    across.setMinimumSectionSize(60)
    across.resizeSection(0, table.fontMetrics().lineSpacing() * 7)
    return table


def _grouped(text: str) -> str:
    """Sixteen letters at a time, so that it can be read aloud and breaks where it is wide."""
    name, _, digest = text.partition(" ")
    return " ".join([name, *(digest[n : n + 16] for n in range(0, len(digest), 16))])
