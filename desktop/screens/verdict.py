"""
Where a person judges a finding: the reason, then 采纳, 排除 or 待核.

There is no verdict without a reason: without one the field asks for it. What is typed is kept as
a draft of this finding until the verdict is entered; reasons given before can be taken again.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.judging import judge
from desktop.widgets.column import line_of
from desktop.widgets.form import Form
from desktop.widgets.text import Label, button, plain, set_look, tool
from desktop.workbench import Workbench
from evidence.findings import Finding
from evidence.observation import Verdict
from evidence.papers.content.forms import when
from evidence.papers.content.wordings import VERDICTS, named
from evidence.words import Phrase, mark, say

KEYS: tuple[tuple[Verdict, str, str], ...] = (
    ("confirmed", mark("Uphold"), "Ctrl+1"),
    ("dismissed", mark("Dismiss"), "Ctrl+2"),
    ("open", mark("Keep open"), "Ctrl+3"),
)
MOST_OF_A_REASON = 60
LINES = 2.6


class VerdictPanel(QFrame):
    """`judged` carries the id of a finding when the verdict on it is in the ledger."""

    judged = Signal(str)

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__()
        self._bench = bench
        self._case = case
        self._finding: Finding | None = None
        self._form: Form | None = None
        self.setObjectName("verdict-panel")
        set_look(self, "card")
        self._stands = Label()
        self._stands.setObjectName("verdict-stands")
        self._stands.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._asks = Label(look="danger")
        self._asks.setObjectName("verdict-asks")
        self._asks.hide()
        self._place = QVBoxLayout()
        self._buttons = [self._button(*key) for key in KEYS]
        self._before = tool(bench.text(say("Reasons given before")))
        self._before.setObjectName("verdict-reasons")
        self._before.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._before.setMenu(QMenu(self._before))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.setSpacing(6)
        rows.addWidget(self._stands)
        rows.addLayout(self._place)
        rows.addWidget(self._asks)
        rows.addLayout(line_of(*self._buttons, self._before))

    @property
    def form(self) -> Form | None:
        """The form that holds the reason."""
        return self._form

    def show_finding(self, finding: Finding, judge_name: str, reasons: list[str]) -> None:
        """Ask about another finding; what was typed about the last one is kept."""
        if self._finding is None or self._finding.id != finding.id or self._form is None:
            self._new_form(finding)
        self._finding = finding
        self._asks.hide()
        self._stands.say(self._bench.text(_stands(finding, judge_name)))
        self._free(not self._bench.workspace.read_only)
        menu = self._before.menu()
        menu.clear()
        for reason in reasons:
            short = reason if len(reason) <= MOST_OF_A_REASON else reason[:MOST_OF_A_REASON] + "…"
            action = menu.addAction(plain(" ".join(short.split())))
            action.triggered.connect(lambda _=False, text=reason: self._take(text))
        self._before.setEnabled(bool(reasons) and not self._bench.workspace.read_only)

    def give(self, verdict: Verdict) -> None:
        """Enter a verdict with the reason that stands there, or ask for the reason."""
        finding, form = self._finding, self._form
        if finding is None or form is None or not self._buttons[0].isEnabled():
            return
        why = form.values()["why"]
        self._asks.setVisible(not why)
        if not why:
            self._asks.say(
                self._bench.text(
                    say("A verdict needs a reason: say in a sentence what it rests on.")
                )
            )
            form.field("why").setFocus()
            return
        self._free(False)

        def done() -> None:
            form.entered()
            self._forget()
            self.judged.emit(finding.id)

        def failed(_: BaseException) -> bool:
            self._free(True)
            return False

        judge(self._bench, self, self._case, finding, verdict, why, done, failed)

    def _forget(self) -> None:
        """The reason is entered: the next verdict on the same finding begins anew."""
        self._free(True)
        if self._form is not None:
            self._form.fill({"why": ""})
            self._form.entered()

    def _new_form(self, finding: Finding) -> None:
        typed = self._form is not None and self._form.isAncestorOf(
            QApplication.focusWidget() or self
        )
        if self._form is not None:
            self._form.keep_pending()
            self._place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        form = Form(self._bench, "verdict", finding.id)
        field = form.paragraph(
            "why",
            self._bench.text(say("Reason")),
            hint=self._bench.text(say("What does the verdict rest on?")),
        )
        field.setFixedHeight(round(field.fontMetrics().lineSpacing() * LINES))
        field.setReadOnly(self._bench.workspace.read_only)
        form.edited.connect(self._asks.hide)
        self._place.addWidget(form)
        form.setMinimumHeight(form.sizeHint().height())
        self._form = form
        if typed:  # who types one reason after the other stays at the keyboard
            field.setFocus()
        form.restore()

    def _take(self, reason: str) -> None:
        if self._form is None:
            return
        field = self._form.field("why")
        if isinstance(field, QPlainTextEdit):
            field.selectAll()
            field.insertPlainText(reason)
        field.setFocus()

    def _free(self, free: bool) -> None:
        for each in self._buttons:
            each.setEnabled(free)

    def _button(self, verdict: Verdict, text: str, keys: str) -> QPushButton:
        said = self._bench.text(text)
        made = button(said, tip=f"{said} ({keys})")  # none of them is the one to be expected
        made.setObjectName(f"verdict-{verdict}")
        made.clicked.connect(lambda: self.give(verdict))
        return made


def verdict_keys(panel: VerdictPanel, screen: QWidget) -> None:
    """Let the keys of the verdicts work anywhere in a screen."""
    for verdict, _, keys in KEYS:
        shortcut = QShortcut(QKeySequence(keys), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda v=verdict: panel.give(v))


def _stands(finding: Finding, judge_name: str) -> Phrase | str:
    if not finding.by:
        return named(VERDICTS, "")
    verdict = say(
        "{verdict} ({person}, {when}): {why}",
        verdict=named(VERDICTS, finding.verdict),
        person=judge_name,
        when=when(finding.at),
        why=finding.why,
    )
    if finding.outdated:
        return say(
            "{verdict} The check was run again since; look at it once more.", verdict=verdict
        )
    return verdict
