"""
Two pictures to be compared: side by side, one after the other in one place, or their difference.

Zoom and movement are locked unless a person unlocks them; pictures that are one picture lie the
same way up at the same scale. What a match recorded is outlined. Whoever compares two pictures
of a finding judges it right here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTransform
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.facts_beside import Facts, FactsBesideModel
from desktop.models.findings import Detail
from desktop.models.pair import Pair, Side
from desktop.screens.pair_views import PairViews
from desktop.screens.verdict import VerdictPanel, verdict_keys
from desktop.widgets.column import line_of
from desktop.widgets.laid import difference
from desktop.widgets.name_line import NameLine
from desktop.widgets.picture_view import STEP, PictureView
from desktop.widgets.text import Label, button, tool
from desktop.workbench import Workbench
from evidence.papers.content.match_values import TURNS
from evidence.papers.content.wordings import MATCH_CLASSES, named
from evidence.words import say
from evidence.workspace import Workspace

LONGEST = 2048
GAINS = (1, 2, 4, 8, 16)
USUAL_GAIN = 4
SHARE = 0.96
TABLE_LINES = 4


class CompareWindow(QDialog):
    """Shown with `open()`; `judged` carries the id of the finding a verdict was entered on."""

    judged = Signal(str)

    def __init__(
        self, bench: Workbench, over: QWidget, pair: Pair, detail: Detail | None = None
    ) -> None:
        super().__init__(over.window())
        self._bench = bench
        self._pair = pair
        self._gain = USUAL_GAIN
        self._shown = 0
        self._now = "beside"
        self._modes: dict[str, QToolButton] = {}
        self._gains = QComboBox()
        self.verdict: VerdictPanel | None = None
        self.setObjectName("compare")
        self.setWindowTitle(bench.text(say("Side by side")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pictures = PairViews(bench, "compare", LONGEST, self)
        self.one = PictureView(bench.colours, "", self.pictures.sight)
        self.one.setObjectName("compare-one")
        self.facts = FactsBesideModel(bench.words)
        self._title = Label(look="heading")
        self._title.setObjectName("compare-title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._names = [NameLine(bench.colours), NameLine(bench.colours)]
        self._lay_out(detail)
        self._keys()
        self.resize(over.window().size() * SHARE)
        self.pictures.arrived.connect(self._draw)
        self.pictures.show(pair)
        sides = [side for side in (pair.left, pair.right) if side is not None]
        for side, name in zip(sides, self._names, strict=False):
            name.say(self.pictures.title(side))
        bench.ask(self, partial(_facts_of, sides=sides), self._show_facts)
        self._mode("beside")

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(1200, 700)

    # what the buttons do

    def _mode(self, mode: str) -> None:
        if mode == "flicker" and self._now == "flicker":
            self._shown = 1 - self._shown
        self._now = mode
        self._modes[mode].setChecked(True)
        self._gains.setVisible(mode == "difference")
        self._stack.setCurrentIndex(0 if mode == "beside" else 1)
        self._draw()

    def _lock(self, locked: bool) -> None:
        self.pictures.locked = locked
        self.pictures.lay()
        self._draw()

    def _mark(self, marked: bool) -> None:
        self.pictures.marked = marked
        self.pictures.lay()
        self._draw()

    def _draw(self) -> None:
        """The one view of flicker and difference; the two beside draw themselves."""
        left, right = self.pictures.images
        if self._now == "flicker":
            self._draw_flicker()
        elif self._now == "difference" and left is not None and right is not None:
            self.one.say(self._bench.text(say("The difference is being made…")))
            gain, onto = self._gain, QTransform(self.pictures.onto_left())
            self._bench.background.run(
                self,
                lambda _: difference(left, right, onto, gain),
                done=partial(self._draw_difference, gain),
                lane="beside",
            )
        elif self._now == "difference":
            self.one.say(self._bench.text(say("There is no difference without both pictures.")))
        self._say()

    def _draw_flicker(self) -> None:
        image = self.pictures.images[self._shown]
        view = self.pictures.views[self._shown]
        if image is None:
            self.one.say(view.accessibleDescription())
            return
        self.one.show_picture(image, view.scene)
        self.one.set_marks(view.marks)

    def _draw_difference(self, gain: int, made: QImage) -> None:
        if self._now == "difference" and gain == self._gain:
            self.one.show_picture(made, self.pictures.views[0].scene)
            self.one.set_marks(self.pictures.views[0].marks)

    def _say(self) -> None:
        kind = self._pair.match_class
        said = self._bench.text(
            named(MATCH_CLASSES, kind) if kind else say("Two exhibits to be compared")
        )
        turn = self._pair.values.get("variant")
        if self.pictures.locked and self._pair.alike and turn in TURNS and turn != "as_is":
            said = self._bench.text(
                say("{what}. Drawn the same way up; between them: {turn}", what=said,
                    turn=named(TURNS, turn))
            )  # fmt: skip
        sides = (self._pair.left, self._pair.right)
        side = sides[self._shown]
        if self._now == "flicker" and side is not None:
            shown = self.pictures.title(side)
            said = self._bench.text(say("{what}. Now shown: {picture}", what=said, picture=shown))
        elif self._now == "difference":
            said = self._bench.text(
                say("{what}. Bright is what differs, black what is the same.", what=said)
            )
        self._title.say(said)
        self.one.setAccessibleName(said)

    def _show_facts(self, facts: tuple[Facts, Facts]) -> None:
        self.facts.show(*facts)

    def _set_gain(self, number: int) -> None:
        self._gain = GAINS[number]
        self._draw()

    # building

    def _lay_out(self, detail: Detail | None) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addLayout(self._mode_row())
        layout.addLayout(self._view_row())
        layout.addWidget(self._pictures_stack(), 3)
        self._table = self._facts_table()
        layout.addWidget(self._table, 2)
        if detail is not None:
            self.verdict = VerdictPanel(self._bench, detail.pair.left.case)
            self.verdict.show_finding(detail.finding, detail.judge, [])
            self.verdict.judged.connect(self._was_judged)
            layout.addWidget(self.verdict)

    def _mode_row(self) -> QHBoxLayout:
        text = self._bench.text
        group = QButtonGroup(self)
        self._modes = {
            "beside": self._tool("beside", text(say("Beside each other")), "B"),
            "flicker": self._tool("flicker", text(say("In turn")), "F"),
            "difference": self._tool("difference", text(say("Difference")), "D"),
        }
        for mode, each in self._modes.items():
            group.addButton(each)
            each.clicked.connect(partial(self._mode, mode))
        self._gains.setObjectName("compare-gain")
        self._gains.setAccessibleName(text(say("How much brighter the difference is drawn")))
        for gain in GAINS:
            self._gains.addItem(f"× {gain}")
        self._gains.setCurrentIndex(GAINS.index(USUAL_GAIN))
        self._gains.activated.connect(self._set_gain)
        closing = button(text(say("Close")), tip="Esc")
        closing.setObjectName("compare-close")
        closing.setAutoDefault(False)
        closing.clicked.connect(self.close)
        row = line_of(*self._modes.values(), self._gains)
        row.addWidget(closing)
        return row

    def _view_row(self) -> QHBoxLayout:
        text = self._bench.text
        self._locked = self._tool("lock", text(say("Move together")), "L", checked=True)
        self._locked.toggled.connect(self._lock)
        self._marked = self._tool("marks", text(say("Outlines")), "M", checked=True)
        self._marked.toggled.connect(self._mark)
        self._facts_shown = self._tool("facts", text(say("Metadata")), "I")
        self._facts_shown.toggled.connect(lambda on: self._table.setVisible(on))
        self._whole = tool(text(say("Whole picture")), tip=f"{text(say('Whole picture'))} (0)")
        self._whole.setObjectName("compare-whole")
        self._whole.clicked.connect(lambda: self.pictures.sight.see_all())
        return line_of(self._locked, self._marked, self._facts_shown, self._whole)

    def _pictures_stack(self) -> QStackedWidget:
        beside = QWidget()
        columns = QHBoxLayout(beside)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        for view, name in zip(self.pictures.views, self._names, strict=True):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(view, 1)
            column.addWidget(name)
            columns.addLayout(column, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(beside)
        self._stack.addWidget(self.one)
        return self._stack

    def _facts_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("compare-metadata")
        table.setAccessibleName(self._bench.text(say("Metadata of both files")))
        table.setModel(self.facts)
        table.verticalHeader().hide()
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(TABLE_LINES * table.verticalHeader().defaultSectionSize())
        table.hide()
        return table

    def _tool(self, name: str, text: str, key: str, *, checked: bool = False) -> QToolButton:
        made = tool(text, checkable=True, tip=f"{text} ({key})")
        made.setObjectName(f"compare-{name}")
        made.setChecked(checked)
        return made

    def _keys(self) -> None:
        calls: dict[str, Callable[[], object]] = {
            "B": partial(self._mode, "beside"),
            "F": partial(self._mode, "flicker"),
            "D": partial(self._mode, "difference"),
            "L": self._locked.toggle,
            "M": self._marked.toggle,
            "I": self._facts_shown.toggle,
            "0": self.pictures.sight.see_all,
            "+": partial(self.pictures.sight.nearer, STEP),
            "-": partial(self.pictures.sight.nearer, 1 / STEP),
        }
        for key, call in calls.items():
            QShortcut(QKeySequence(key), self).activated.connect(lambda c=call: c())
        if self.verdict is not None:
            verdict_keys(self.verdict, self)

    def _was_judged(self, finding: str) -> None:
        self.judged.emit(finding)
        self.close()


def compare(bench: Workbench, over: QWidget, pair: Pair) -> CompareWindow:
    """Show any two pictures side by side, in a window over the one they were chosen in."""
    shown = CompareWindow(bench, over, pair)
    shown.open()
    return shown


def _facts_of(workspace: Workspace, sides: list[Side]) -> tuple[Facts, Facts]:
    both = [workspace.look.facts_of(s.case, s.exhibit) if s.exhibit else {} for s in sides]
    return both[0], both[1] if len(both) > 1 else {}
