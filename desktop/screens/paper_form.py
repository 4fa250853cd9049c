"""Choosing a paper to draw up: what each is for, what would be missing, what a person concludes."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.papers import DRAWING_UP, draw_up_paper, missing_in
from desktop.models.papers import KINDS
from desktop.widgets.column import Card, Column
from desktop.widgets.form import Form
from desktop.widgets.report_card import shortened
from desktop.widgets.text import Label, button, plain
from desktop.workbench import Workbench
from evidence.papers.content.dossier import Stated
from evidence.papers.content.wordings import CONCLUSIONS
from evidence.papers.draw_up import Issued
from evidence.words import Language, Phrase, say

REPORT = "investigation-report"
LANGUAGES: dict[Language, str] = {"zh_CN": "中文", "en": "English"}
PAUSE = 400
"""Milliseconds after the last letter until what is missing is read again."""

MOST_GAPS, MOST_LETTERS = 40, 300
LEAST_LETTERS = 10


class PaperForm(QWidget):
    """`issued` carries what was drawn up."""

    issued = Signal(object)

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__()
        self._bench, self._case = bench, case
        self._asked = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._column = Column()
        self._kinds = QButtonGroup(self)
        self._report = self._report_form()
        self._report_card = Card(self._text(say("What only you can say")))
        self._report_card.rows.addWidget(self._report)
        self._gaps_card = Card()
        self._gaps_title = Label(look="heading")
        self._gaps_title.setObjectName("gaps-title")
        self._gaps = Label()
        self._gaps.setObjectName("gaps")
        self._gaps_card.rows.addWidget(self._gaps_title)
        self._gaps_card.rows.addWidget(self._gaps)
        self._column.rows.addWidget(self._kinds_card())
        self._column.rows.addWidget(self._gaps_card)
        self._column.rows.addWidget(self._report_card)
        self._column.rows.addStretch(1)
        self._kinds.buttons()[0].setChecked(True)
        self._kinds.buttonClicked.connect(lambda _: self.refresh())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._column, 1)
        whole.addLayout(self._foot())
        self._report.restore()

    @property
    def kind(self) -> str:
        """The kind of paper chosen."""
        return list(KINDS)[self._kinds.checkedId()]

    def refresh(self) -> None:
        """Read anew what is missing for the paper chosen."""
        self._report_card.setVisible(self.kind == REPORT)
        self._asked += 1
        asked = self._asked

        def show(gaps: tuple[Phrase, ...]) -> None:
            if asked == self._asked:
                self._show_gaps(gaps)

        missing_in(self._bench, self, self._case, self.kind, self._stated(), show)

    def _show_gaps(self, gaps: tuple[Phrase, ...]) -> None:
        if not gaps:
            self._gaps_title.say(self._text(say("Nothing is missing: the paper will be final.")))
            self._gaps.hide()
            self._foretell(say("will be final"))
            return
        self._gaps_title.say(
            self._text(
                say("{count} things are missing. The paper can be drawn up all the same, as a"
                    " draft that names them:", count=len(gaps))
            )
        )  # fmt: skip
        shown = [f"· {shortened(self._text(gap), MOST_LETTERS)}" for gap in gaps[:MOST_GAPS]]
        if len(gaps) > MOST_GAPS:
            shown.append("…")
        self._gaps.say("\n".join(shown))
        self._gaps.show()
        self._foretell(say("{count} things missing: will be a draft", count=len(gaps)))

    def _foretell(self, phrase: Phrase) -> None:
        if self._start.isEnabled():
            self._doing.say(self._text(phrase))

    def _stated(self) -> Stated:
        return Stated(**self._report.values()) if self.kind == REPORT else Stated()

    def _draw_up(self) -> None:
        self._start.setEnabled(False)
        if self.kind == REPORT:
            self._report.keep()
        self._doing.say(self._text(say("Reading every original back and drawing up the paper…")))
        draw_up_paper(
            self._bench,
            self,
            self._case,
            self.kind,
            cast(Language, self._language.currentData()),
            self._stated(),
            self._issued,
            self._ended,
        )

    def _ended(self) -> None:
        self._start.setEnabled(True)
        self._doing.say("")
        self.refresh()

    def _issued(self, issued: Issued) -> None:
        if issued.draft is False and self.kind == REPORT:
            self._report.entered()
        self.issued.emit(issued)

    # what it is built of

    def _kinds_card(self) -> QWidget:
        card = Card(self._text(say("Which paper?")))
        for number, (kind, (title, about)) in enumerate(KINDS.items()):
            choice = QRadioButton(plain(self._text(title)))
            choice.setObjectName(f"kind-{kind}")
            choice.setAccessibleDescription(self._text(about))
            self._kinds.addButton(choice, number)
            said = Label(self._text(about), "quiet")
            said.setIndent(choice.fontMetrics().lineSpacing() + 8)
            card.rows.addWidget(choice)
            card.rows.addWidget(said)
        return card

    def _report_form(self) -> Form:
        form = Form(self._bench, REPORT, self._case)
        none = self._text(say("not stated yet"))
        named = {key: self._text(words) for key, words in CONCLUSIONS.items()}
        conclusion = form.choice("conclusion", self._text(say("Conclusion")), {"": none} | named)
        conclusion.setMinimumContentsLength(LEAST_LETTERS)
        conclusion.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        conclusion.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        form.paragraph("advice", self._text(say("Proposal")))
        form.line(
            "fees",
            self._text(say("Fees")),
            hint=self._text(say("basis of the fee, and any reward that depends on the outcome")),
        )
        form.line(
            "interests",
            self._text(say("Interests")),
            hint=self._text(say("conflicts of interest, or that there are none")),
        )
        form.edited.connect(self._edited)
        return form

    def _edited(self) -> None:
        self._pause.start()

    def _foot(self) -> QHBoxLayout:
        self._language = QComboBox()
        self._language.setObjectName("paper-language")
        self._language.setAccessibleName(self._text(say("Language of the paper")))
        for language, name in LANGUAGES.items():
            self._language.addItem(name, language)
        self._language.setCurrentIndex(self._language.findData(self._bench.words.language))
        self._start = button(self._text(say("Draw up")), main=True)
        self._start.setObjectName("draw-up")
        self._start.setEnabled(self._bench.jobs.find(DRAWING_UP, self._case) is None)
        self._start.clicked.connect(self._draw_up)
        self._bench.jobs.ended.connect(self._job_ended)
        self._doing = Label(look="quiet")
        self._doing.setObjectName("foretold")
        self._doing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(12)
        row.addWidget(Label(self._text(say("Language of the paper")), wraps=False))
        row.addWidget(self._language)
        row.addWidget(self._doing, 1)
        row.addWidget(self._start)
        return row

    def _job_ended(self, _: object) -> None:
        self._start.setEnabled(self._bench.jobs.find(DRAWING_UP, self._case) is None)

    def _text(self, phrase: Phrase | str) -> str:
        return self._bench.text(phrase)
