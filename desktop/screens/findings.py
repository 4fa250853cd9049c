"""
疑点: what asks for a person's verdict in a case, and the verdict.

The list at the left, conflicts first; the one that is looked at on the right, with the place to
judge it always in sight. After a verdict the next finding nobody has judged comes by itself.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.findings import (
    STATES,
    Detail,
    FindingsModel,
    Found,
    Wanted,
    detail_of,
    found_in,
    next_open,
)
from desktop.screens.compare import CompareWindow
from desktop.screens.finding import FindingDetail
from desktop.screens.screen import Screen
from desktop.screens.verdict import VerdictPanel, verdict_keys
from desktop.widgets.text import Label, button
from desktop.widgets.two_lines import ROW, TwoLineRows
from desktop.workbench import Place, Topic, Workbench
from evidence.findings import Finding
from evidence.words import Phrase, say

MOST_REASONS = 12
LIST_LETTERS = 22


class FindingsScreen(Screen):
    """Page "findings" of a case."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset({"findings"})

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__(bench, case)
        self._found = Found(findings=(), cards={})
        self._shown = ""
        self._wanted_id = ""
        self._detail: Detail | None = None
        self._compared: CompareWindow | None = None
        self.model = FindingsModel(bench.words)
        self.list = TwoLineRows(bench.colours, "findings-list", self.text(say("Findings")))
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.activated.connect(self.open_compare)
        self._state = _choice("findings-state", self.text(say("Which findings")))
        self._check = _choice("findings-check", self.text(say("Which check")))
        self._filter = QLineEdit(placeholderText=self.text(say("Number or file name")))
        self._filter.setObjectName("findings-filter")
        self._filter.setAccessibleName(self.text(say("Filter by number or file name")))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._refilter)
        self._state.activated.connect(self._refilter)
        self._check.activated.connect(self._refilter)
        self.detail = FindingDetail(bench)
        self.detail.compare.connect(self.open_compare)
        self.verdict = VerdictPanel(bench, case)
        self.verdict.judged.connect(self._go_on)
        self._empty = Label(look="quiet")
        self._empty.setObjectName("findings-empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._on = button(self.text(say("Go to the papers")), main=True)
        self._on.setObjectName("findings-to-papers")
        self._on.hide()
        self._on.clicked.connect(lambda: self.bench.go(Place(case=self.case, page="papers")))
        self._lay_out()
        self._keys()
        self._offer()

    def refresh(self) -> None:
        """Read the findings of the case again."""
        self.bench.ask(self, lambda w: found_in(w, self.case), self._show)

    def take_focus(self) -> None:
        """The list; where none is left, what comes next."""
        if self.model.findings() or not self._on.isVisible():
            self.list.setFocus()
        else:
            self._on.setFocus()

    def point_to(self, place: Place) -> None:
        """Show one finding, or those of one exhibit."""
        self._wanted_id = place.finding
        if place.exhibit and not place.finding:
            known = [f.number for f in self._found.findings if f.exhibit == place.exhibit]
            self._filter.setText(known[0] if known else "")
        self._point()

    def open_compare(self) -> None:
        """The pictures of the finding side by side, in a window of their own."""
        detail = self._detail
        if detail is None or detail.pair.right is None:
            return
        self._compared = CompareWindow(self.bench, self, detail.pair, detail)
        self._compared.judged.connect(self._go_on)
        self._compared.open()

    # showing

    def _show(self, found: Found) -> None:
        self._found = found
        self._offer()
        self._refilter()
        self._point()

    def _offer(self) -> None:
        """The filters, with how many there are of each."""
        counted = self._found.states()
        _refill(
            self._state,
            {
                state: self.text(say("{state} ({count})", state=Phrase(name), count=counted[state]))
                for state, name in STATES.items()
            },
        )
        used = sorted({f.check for f in self._found.findings})
        cards = self._found.cards
        names = {c: self.text(Phrase(cards[c].title)) if c in cards else c for c in used}
        _refill(
            self._check,
            {"": self.text(say("All checks"))} | {c: f"{c}  {name}" for c, name in names.items()},
        )

    def _refilter(self) -> None:
        wanted = Wanted(
            state=str(self._state.currentData()),
            check=str(self._check.currentData() or ""),
            text=self._filter.text(),
        )
        kept, row = self._shown, self.list.currentIndex().row()
        self.model.show(self._found, wanted)
        at = self.model.place_of(kept)
        if not at.isValid():
            at = self._near(row)
        self._select(at)
        self._say_empty()

    def _near(self, row: int) -> QModelIndex:
        """The finding at a row, or the one after it, or the last there is."""
        count = self.model.rowCount()
        below = range(max(0, min(row, count)), count)
        for number in (*below, *reversed(range(count))):
            at = self.model.index(number)
            if isinstance(at.data(ROW), Finding):
                return at
        return QModelIndex()

    def _point(self) -> None:
        if not self._wanted_id or not self._found.findings:
            return
        if not self.model.place_of(self._wanted_id).isValid():
            self._state.setCurrentIndex(self._state.findData(""))
            self._check.setCurrentIndex(0)
            self._filter.clear()
            self._refilter()
        self._select(self.model.place_of(self._wanted_id))
        self._wanted_id = ""

    def _select(self, at: QModelIndex) -> None:
        if not at.isValid():
            self._shown, self._detail = "", None
            typed = self.verdict.isAncestorOf(QApplication.focusWidget() or self)
            self._stack.setCurrentWidget(self._nothing)
            self._say_empty()
            if typed:
                self.take_focus()
            return
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(at, flag)
        self._chosen(at)

    def _chosen(self, at: QModelIndex) -> None:
        finding = at.data(ROW) if at.isValid() else None
        if not isinstance(finding, Finding):
            return
        self._shown = finding.id
        card = self._found.cards.get(finding.check)
        self.bench.ask(self, lambda w: detail_of(w, self.case, finding, card), self._show_detail)

    def _show_detail(self, detail: Detail) -> None:
        if detail.finding.id != self._shown:
            return
        before = self._detail
        if before is None or (before.finding.id, before.pair) != (detail.finding.id, detail.pair):
            self.detail.show_detail(detail)
        self._detail = detail
        reasons = self._found.reasons(detail.finding.check, MOST_REASONS)
        self.verdict.show_finding(detail.finding, detail.judge, reasons)
        self._stack.setCurrentWidget(self._right)

    def _say_empty(self) -> None:
        if self.model.findings():
            return
        done = self._state.currentData() == "open" and not self._found.states()["open"]
        self._on.setVisible(bool(self._found.findings) and done)
        if not self._found.findings:
            said = say(
                "Nothing asks for a verdict. Findings come from the examination of the exhibits."
            )
        elif done:
            said = say("Every finding has its verdict. The papers can be drawn up.")
        else:
            said = say("No finding fits the filter.")
        self._empty.say(self.text(said))

    def _go_on(self, judged: str) -> None:
        """The next finding nobody has judged, if there is one."""
        following = next_open(self.model.findings(), judged)
        if following is not None:
            self._select(self.model.place_of(following.id))

    def _step(self, by: int) -> None:
        rows = self.model.findings()
        places = [n for n, row in enumerate(rows) if row.id == self._shown]
        if places and 0 <= places[0] + by < len(rows):
            self._select(self.model.place_of(rows[places[0] + by].id))

    # building

    def _keys(self) -> None:
        verdict_keys(self.verdict, self)
        for keys, call in (
            ("Ctrl+Return", self.open_compare),
            ("Ctrl+Down", lambda: self._step(1)),
            ("Ctrl+Up", lambda: self._step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def _lay_out(self) -> None:
        left = QWidget()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(8)
        rows.addWidget(self._state)
        rows.addWidget(self._check)
        rows.addWidget(self._filter)
        rows.addWidget(self.list, 1)
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.detail, 1)
        column.addWidget(self.verdict)
        self._nothing = QWidget()
        middle = QVBoxLayout(self._nothing)
        middle.setSpacing(12)
        middle.addStretch(1)
        middle.addWidget(self._empty)
        middle.addWidget(self._on, alignment=Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._right)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(self._stack)
        self._split.setStretchFactor(1, 1)
        letters = self.fontMetrics().averageCharWidth()
        self._split.setSizes([LIST_LETTERS * letters, 3 * LIST_LETTERS * letters])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._split)

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(1200, 640)


def _choice(name: str, label: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(label)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(10)
    return made


def _refill(choice: QComboBox, options: dict[str, str]) -> None:
    chosen = choice.currentData()
    choice.clear()
    for value, said in options.items():
        choice.addItem(said, value)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))
