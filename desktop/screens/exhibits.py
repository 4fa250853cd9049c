"""
证据: the exhibits of a case. Groups at the left, the pictures in the middle, all about the chosen
one at the right.

What a person narrowed, chose and scrolled to stays when the case changes: an examination that
goes on beside it only fills in what it finds.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.exhibits import Exhibits
from desktop.models.groups import Groups
from desktop.models.narrowing import By, groups
from desktop.models.pair import Pair, pair_of
from desktop.screens.compare import compare
from desktop.screens.exhibits_bar import Bar
from desktop.screens.inspector import Inspector
from desktop.screens.picture import PictureWindow
from desktop.screens.screen import Screen
from desktop.widgets.text import Label, button
from desktop.widgets.tiles import Tiles
from desktop.workbench import Place, Workbench
from evidence.cards import Card, cards
from evidence.index.rows import SessionRow
from evidence.papers.content.forms import answered, when
from evidence.words import Phrase, say
from evidence.workspace import Workspace

GATHERED = 700
"""Milliseconds between two readings while a long job adds exhibits one by one."""

SHARES = (9, 36, 19)
"""How wide groups, gallery and inspector are at first, in heights of a line."""

Known = tuple[list[Card], dict[str, Phrase]]


class ExhibitsScreen(Screen):
    """A page of a case; choosing, narrowing and order are the person's, and stay."""

    TOPICS = frozenset({"exhibits", "findings", "custody"})

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__(bench, case)
        self._sessions: Mapping[str, Phrase] = {}
        self._wanted = ""
        self._focus_awaited = False
        self._bar = Bar(bench)
        self._exhibits = Exhibits(bench, self)
        self._groups = Groups(bench, self)
        self._list = self._group_list()
        self._gallery = self._gallery_view()
        self._inspector = Inspector(bench, case)
        self._counted = Label(look="quiet")
        self._counted.setObjectName("counted")
        self._gathering = QTimer(self, singleShot=True, interval=GATHERED)
        self._gathering.timeout.connect(self._read)
        self._lay_out()
        self._listen()

    def refresh(self) -> None:
        """Read the cards again; at once the first time, then at most every `GATHERED` ms."""
        if not self._exhibits.cards:
            self._pages.setCurrentIndex(0)  # that there is none is said when it was read
            self._read()
        elif not self._gathering.isActive():
            self._gathering.start()

    def take_focus(self) -> None:
        """The pictures; while there are none, the way to some."""
        self._focus_awaited = not self._pages.currentIndex()  # nothing was read yet
        (self._gallery if self._exhibits.cards else self._first).setFocus()

    def point_to(self, place: Place) -> None:
        """Choose the exhibit of the place, whatever was narrowed."""
        if place.exhibit:
            self._wanted = place.exhibit
            self._choose_wanted()

    # reading and showing

    def _read(self) -> None:
        case = self.case

        def read(workspace: Workspace) -> Known:
            held = workspace.look.sessions(case)
            named = {
                row.session.id: say(
                    "{time} {place}",
                    time=when(row.session.began),
                    place=answered(row.session.place),
                )
                for row in held
            }
            return cards(workspace, case), named

        self.bench.ask(self, read, self._show)

    def _show(self, known: Known) -> None:
        found, self._sessions = known
        chosen, current = self._chosen(), self._gallery.currentIndex().row()
        top = self._gallery.verticalScrollBar().value()
        self._show_groups(found, self._bar.asked().by)
        self._exhibits.show(found)
        self._put_back(chosen, current, top)
        self._pages.setCurrentIndex(2 if found else 1)
        self._bar.setVisible(bool(found))
        self._choose_wanted()
        self._inspector.refresh()
        if self._focus_awaited:
            self.take_focus()

    def _show_groups(self, found: list[Card], by: By) -> None:
        key = self._groups.key(self._list.currentIndex().row())
        self._list.setVisible(by != "all")
        self._list.selectionModel().blockSignals(True)
        self._groups.show(() if by == "all" else groups(found, by, self._sessions), len(found))
        self._list.setCurrentIndex(self._groups.index(self._groups.row_of(key)))
        self._list.selectionModel().blockSignals(False)

    def _narrow(self) -> None:
        """Show what is now asked for, keeping what is chosen where it is still shown."""
        chosen = self._chosen()
        asked = self._bar.asked(self._groups.key(self._list.currentIndex().row()))
        self._exhibits.narrow(asked)
        self._put_back(chosen, -1, 0)

    def _regroup(self) -> None:
        self._show_groups(list(self._exhibits.cards), self._bar.asked().by)
        self._narrow()

    def _put_back(self, chosen: tuple[str, ...], current: int, top: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        again = QItemSelection()
        for exhibit in chosen:
            place = self._exhibits.place_of(exhibit)
            if place.isValid():
                again.append(QItemSelectionRange(place))
        if not again.isEmpty():
            first = again.first().topLeft()
            self._gallery.selectionModel().setCurrentIndex(first, flag.NoUpdate)
            self._gallery.selectionModel().select(again, flag.Select)
        if current >= 0:
            self._gallery.verticalScrollBar().setValue(top)
        elif chosen and self._gallery.currentIndex().isValid():
            self._gallery.scrollTo(self._gallery.currentIndex())
        self._look()

    def _choose_wanted(self) -> None:
        if not self._wanted or not self._exhibits.cards:
            return
        place = self._exhibits.place_of(self._wanted)
        if not place.isValid():
            self._bar.clear()
            self._list.setCurrentIndex(self._groups.index(0))
            self._narrow()
            place = self._exhibits.place_of(self._wanted)
        self._wanted = ""
        if place.isValid():
            self._gallery.setCurrentIndex(place)
            self._gallery.scrollTo(place, QListView.ScrollHint.PositionAtCenter)

    def _chosen(self) -> tuple[str, ...]:
        shown = self._exhibits.shown
        chosen = self._gallery.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        spans = [(part.top(), part.bottom()) for part in parts]
        rows = [row for top, bottom in sorted(spans) for row in range(top, bottom + 1)]
        return tuple(shown[row].row.exhibit for row in rows if row < len(shown))

    def _look(self) -> None:
        """Let the inspector show what is chosen, and say how many of how many there are."""
        chosen = self._chosen()
        self._inspector.look_at(chosen)
        shown, total = len(self._exhibits.shown), len(self._exhibits.cards)
        told = say(
            "{shown} of {total} shown; {chosen} chosen",
            shown=f"{shown:,}", total=f"{total:,}", chosen=f"{len(chosen):,}",
        )  # fmt: skip
        self._counted.say(self.text(told))
        self._nothing.setVisible(bool(total) and not shown)

    def _enlarge(self) -> None:
        """The exhibit the list stands on, as large as the window."""
        at = self._gallery.currentIndex()
        if at.isValid() and at.row() < len(self._exhibits.shown):
            shown = PictureWindow(self.bench, self, self.case, self._exhibits.shown, at.row())
            shown.looked_at.connect(self._follow)
            shown.open()

    def _follow(self, exhibit: str) -> None:
        place = self._exhibits.place_of(exhibit)
        if place.isValid() and place != self._gallery.currentIndex():
            self._gallery.setCurrentIndex(place)

    def _compare(self) -> None:
        """The two that are chosen, side by side."""
        chosen = self._chosen()
        if len(chosen) == 2:
            self.bench.ask(self, lambda w: pair_of(w.look, self.case, *chosen), self._show_pair)

    def _show_pair(self, pair: Pair) -> None:
        compare(self.bench, self, pair)

    def _take_in(self) -> None:
        self.bench.go(Place(case=self.case, page="intake"))

    # parts

    def _group_list(self) -> QListView:
        view = QListView()
        view.setObjectName("groups")
        view.setAccessibleName(self.text(say("Groups of exhibits")))
        view.setModel(self._groups)
        view.setUniformItemSizes(True)
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSpacing(2)
        view.setCurrentIndex(self._groups.index(0))
        return view

    def _gallery_view(self) -> QListView:
        view = QListView()
        view.setObjectName("gallery")
        view.setAccessibleName(self.text(say("Exhibits")))
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        view.setModel(self._exhibits)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._tiles = Tiles(self.bench, view)
        return view

    def _lay_out(self) -> None:
        self._nothing = Label(self.text(say("No exhibit is like this. Narrow less.")), "quiet")
        self._nothing.setObjectName("nothing-like-this")
        self._nothing.hide()
        middle = QWidget()
        rows = QVBoxLayout(middle)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._nothing)
        rows.addWidget(self._gallery, 1)
        rows.addWidget(self._counted)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(8)
        line = self.fontMetrics().lineSpacing()
        for part, least in ((self._list, 6), (middle, 11), (self._inspector, 12)):
            part.setMinimumWidth(least * line)
            self._split.addWidget(part)
        self._split.setSizes([line * share for share in SHARES])
        self._pages = QStackedWidget()
        for page in (QWidget(), self._empty(), self._split):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._bar)
        layout.addWidget(self._pages, 1)
        self._bar.hide()

    def _empty(self) -> QWidget:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setSpacing(12)
        self._first = button(self.text(say("Take in files")), main=True)
        self._first.setObjectName("take-in-first")
        self._first.clicked.connect(self._take_in)
        rows.addStretch(1)
        title = Label(self.text(say("There is no exhibit in this case yet.")), "title")
        todo = say("Take in files, or drop files and folders onto this page.")
        for label in (title, Label(self.text(todo), "quiet")):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(label)
        rows.addWidget(self._first, alignment=Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)
        return page

    def _listen(self) -> None:
        self._bar.narrowed.connect(self._narrow)
        self._bar.regrouped.connect(self._regroup)
        self._bar.looked.connect(self._tiles.set_look)
        self._bar.take_in.connect(self._take_in)
        self._bar.tell_look()
        self._list.selectionModel().currentChanged.connect(self._group_chosen)
        self._gallery.selectionModel().selectionChanged.connect(self._look)
        self.bench.pictures.arrived.connect(self._arrived)
        self._inspector.describing.entered.connect(self._gallery.setFocus)
        self._gallery.activated.connect(self._enlarge)
        self._inspector.larger.connect(self._enlarge)
        self._inspector.compare.connect(self._compare)
        for key, done in (
            ("F2", self._inspector.describe_now),
            ("Ctrl+F", self._bar.find_words),
            ("Ctrl+Return", self._compare),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(done)

    def _arrived(self, case: str, exhibit: str) -> None:
        """Draw one item again; a `dataChanged` would lay out all of them anew."""
        if case == self.case:
            self._gallery.update(self._exhibits.place_of(exhibit))

    def _group_chosen(self, _: QModelIndex) -> None:
        self._narrow()


def _session(row: SessionRow) -> Phrase:
    held = row.session
    return say("{time} {place}", time=when(held.began), place=answered(held.place))
