"""
文书: the papers issued in a case at the left, one of them (or a new one) at the right.

Nothing is drawn up before the person saw what would be missing; what was issued is shown as it
lies sealed in the vault.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.papers import PaperRows
from desktop.screens.paper_form import PaperForm
from desktop.screens.paper_preview import PaperPreview
from desktop.screens.screen import Screen
from desktop.widgets.lines import LinesDelegate
from desktop.widgets.text import Label, button
from desktop.workbench import Place, Workbench
from evidence.index.rows import PaperRow
from evidence.papers.draw_up import Issued
from evidence.words import say
from evidence.workspace import Workspace

SHARES = (3, 7)
"""Of the width, for the list and for the paper."""


class PapersScreen(Screen):
    """`point_to` a place whose `exhibit` is a paper's shows that paper."""

    TOPICS = frozenset({"papers", "exhibits", "findings", "cases"})

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__(bench, case)
        self.setObjectName("page-papers")
        self._rows = PaperRows(bench)
        self._wanted = ""
        self._names: dict[str, str] = {}
        self._list = QListView()
        self._list.setObjectName("papers")
        self._list.setAccessibleName(self.text(say("Papers issued")))
        self._list.setModel(self._rows)
        LinesDelegate(self._list, bench.colours, lines=3)
        self._list.selectionModel().currentChanged.connect(self._chosen)
        self._list.clicked.connect(self._chosen)
        self._none = Label(self.text(say("No paper was issued in this case yet.")), "quiet")
        self._form = PaperForm(bench, case)
        self._form.issued.connect(self._issued)
        self._preview = PaperPreview(bench)
        self._right = QStackedWidget()
        self._right.addWidget(self._form)
        self._right.addWidget(self._preview)
        self._lay_out()

    def refresh(self) -> None:
        """Read the papers, and what is missing in one to be drawn up."""

        def read(workspace: Workspace) -> tuple[tuple[PaperRow, ...], dict[str, str]]:
            look = workspace.look
            return tuple(look.papers(self.case)), {p.person: p.name for p in look.people()}

        self.bench.ask(self, read, self._show)
        self._form.refresh()

    def point_to(self, place: Place) -> None:
        """Show a paper by its exhibit."""
        self._wanted = place.exhibit
        self.refresh()

    def _show(self, read: tuple[tuple[PaperRow, ...], dict[str, str]]) -> None:
        papers, self._names = read
        current = self._list.currentIndex()
        standing = self._rows.at(current).number if current.isValid() else ""
        wanted = next((p.number for p in papers if self._wanted in (p.exhibit, p.number)), "")
        self._wanted = ""
        self._list.selectionModel().blockSignals(True)
        self._rows.show(papers)
        self._list.selectionModel().blockSignals(False)
        self._none.setVisible(not papers)
        self._list.setVisible(bool(papers))
        index = self._rows.index_of(wanted or standing)
        if wanted:
            self._list.setCurrentIndex(index)
        elif index.isValid() and self._right.currentWidget() is self._preview:
            self._list.selectionModel().blockSignals(True)
            self._list.setCurrentIndex(index)
            self._list.selectionModel().blockSignals(False)

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            paper = self._rows.at(index)
            self._preview.show_row(paper, self._names.get(paper.by, paper.by))
            self._right.setCurrentWidget(self._preview)

    def _issued(self, issued: Issued) -> None:
        self._wanted = issued.number

    def _new(self) -> None:
        self._list.clearSelection()
        self._list.setCurrentIndex(QModelIndex())
        self._right.setCurrentWidget(self._form)
        self._form.refresh()

    def _lay_out(self) -> None:
        new = button(
            self.text(say("Draw up a paper…")), tip=self.text(say("Draw up a paper (Ctrl+N)"))
        )
        new.setObjectName("new-paper")
        new.clicked.connect(self._new)
        key = QShortcut(QKeySequence.StandardKey.New, self, new.click)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        left = QWidget()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(new)
        rows.addWidget(self._none)
        rows.addWidget(self._list, 1)
        rows.addStretch(0)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(left)
        sides.addWidget(self._right)
        for side, share in enumerate(SHARES):
            sides.setStretchFactor(side, share)
        sides.setSizes([share * 100 for share in SHARES])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sides)
