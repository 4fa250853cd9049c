"""
比对: whether pictures that were not taken in are known, and every match between two cases.

Files are dropped or chosen and only read; nothing of them is kept. A row is opened to look at
the two pictures side by side; a match is judged where it is a finding, in its case.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.actions.searching import Answer, search
from desktop.models.alike import Asked, Line, LinesModel, all_matches, answered
from desktop.screens.compare import CompareWindow, compare
from desktop.screens.screen import Screen
from desktop.widgets.column import line_of
from desktop.widgets.drop_area import DropArea, FileDrops
from desktop.widgets.text import Label, button, plain
from desktop.widgets.two_lines import ROW, TwoLineRows
from desktop.workbench import Place, Topic, Workbench
from evidence.words import Phrase, say

SEARCH, MATCHES = 0, 1


class AlikeScreen(Screen):
    """A place of the rail; it belongs to no case."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset({"findings", "exhibits"})

    def __init__(self, bench: Workbench, case: str = "") -> None:
        super().__init__(bench, case)
        self.answers = LinesModel(bench.words)
        self.matches = LinesModel(bench.words)
        self._compared: CompareWindow | None = None
        self._says = Label(look="quiet")
        self._says.setObjectName("alike-says")
        self._tabs = QTabBar()
        self._tabs.setObjectName("alike-tabs")
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(self.text(say("Parts of the comparison")))
        self._tabs.addTab(plain(self.text(say("Search for pictures"))))
        self._tabs.addTab(plain(self.text(say("Matches between cases"))))
        self._stack = QStackedWidget()
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._stack.addWidget(self._search_part())
        self._stack.addWidget(self._matches_part())
        self._drops = FileDrops(self)
        self._drops.dropped.connect(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(Label(self.text(say("Comparison")), "title"))
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Read the matches again."""
        self.bench.ask(self, all_matches, self._show_matches)

    def search(self, paths: Sequence[Path]) -> None:
        """Search the workspace for pictures like these."""
        self._tabs.setCurrentIndex(SEARCH)
        if self.bench.jobs.find("alike") is not None:
            self._say(say("A search is still going on; drop the files again when it has ended."))
            return
        self._say(say("Searching…"))
        search(self.bench, self, paths, self._show_answers, self._stopped)

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(1200, 640)

    # showing

    def _show_answers(self, answers: tuple[Answer, ...]) -> None:
        asked = [Asked(file=a.file, found=a.found, trouble=a.trouble) for a in answers]
        self.answers.show(list(answered(asked)))
        self._list_of_answers.show()
        found = sum(bool(a.found) for a in answers)
        self._say(
            say(
                "{count} files were asked, {found} of them are known. That one is not known says "
                "no more than that nothing alike is in this workspace.",
                count=len(answers),
                found=found,
            )
        )

    def _stopped(self) -> None:
        self._say(say("The search was stopped."))

    def _show_matches(self, rows: list[Line | Phrase]) -> None:
        self.matches.show(rows)
        self._none.setVisible(not rows)
        self._list_of_matches.setVisible(bool(rows))
        name = self.text(say("Matches between cases ({count})", count=len(rows)))
        self._tabs.setTabText(MATCHES, plain(name))

    def _say(self, said: Phrase) -> None:
        self._says.say(self.text(said))

    def _open(self, at: QModelIndex) -> None:
        line = at.data(ROW)
        if isinstance(line, Line) and line.pair.right is not None and line.pair.alike:
            self._compared = compare(self.bench, self, line.pair)

    def _judge(self) -> None:
        line = self._list_of_matches.currentIndex().data(ROW)
        if isinstance(line, Line):
            left = line.pair.left
            self.bench.go(Place(case=left.case, page="findings", finding=line.finding))

    # building

    def _search_part(self) -> QWidget:
        drop = DropArea(self.bench, say("Photos, or folders of photos."))
        drop.chosen.connect(self.search)
        drop.without_path.connect(
            lambda: self._say(say("What was dropped has no file on this computer: copy it first."))
        )
        spoken = self.text(say("Like pictures"))
        self._list_of_answers = self._list("alike-answers", spoken, self.answers)
        self._list_of_answers.hide()
        self._say(
            say(
                "Drop pictures from anywhere to see whether this workspace knows them. They are "
                "only read: nothing of them is kept or recorded."
            )
        )
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(drop)
        column.addWidget(self._says)
        column.addWidget(self._list_of_answers, 1000)
        column.addStretch(1)
        return part

    def _matches_part(self) -> QWidget:
        self._none = Label(
            self.text(say("No two cases have a picture, a file or a device in common so far.")),
            "quiet",
        )
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = self.text(say("Matches between cases"))
        self._list_of_matches = self._list("alike-matches", title, self.matches)
        judging = button(self.text(say("Go to the finding")), main=True)
        judging.setObjectName("alike-finding")
        judging.clicked.connect(self._judge)
        looking = button(self.text(say("Look side by side")), tip="Enter")
        looking.setObjectName("alike-compare")
        looking.clicked.connect(lambda: self._open(self._list_of_matches.currentIndex()))
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._none, 1)
        column.addWidget(self._list_of_matches, 1)
        column.addLayout(line_of(judging, looking))
        return part

    def _list(self, name: str, spoken: str, model: LinesModel) -> TwoLineRows:
        rows = TwoLineRows(self.bench.colours, name, spoken)
        rows.setModel(model)
        rows.activated.connect(self._open)
        return rows
