"""案情: the facts of a case, its clocks and commissions; shown and entered on one page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QVBoxLayout

from desktop.actions.cases import commission, describe
from desktop.models.case_facts import WrongField, facts_with, values_of
from desktop.screens.case_form import A_DAY, CaseForm
from desktop.screens.screen import Screen
from desktop.widgets.column import Card, Column, empty, line_of
from desktop.widgets.form import Form
from desktop.widgets.question import Question
from desktop.widgets.text import Label, button
from desktop.workbench import Workbench
from evidence.clocks import Clock, clocks, said, today_in_china
from evidence.facts import CaseFacts
from evidence.index.lookup import Lookup
from evidence.ledger.kinds import CommissionRecorded
from evidence.papers.content.forms import stated_local
from evidence.words import say

WIDEST = 46


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the page shows: the facts that stand (several: nobody decided yet), and the rest."""

    facts: tuple[CaseFacts, ...]
    commissions: tuple[CommissionRecorded, ...]
    clocks: tuple[Clock, ...]


class CaseFactsScreen(Screen):
    """What is typed is kept as a draft until it is entered."""

    TOPICS = frozenset({"cases"})

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__(bench, case)
        self._facts = CaseFacts()
        self._form = CaseForm(bench, "case-facts", case)
        for add in (self._form.add_claim, self._form.add_loss, self._form.add_policy):
            add()
        self._form.add_clocks(whole=True)
        self._form.add_source()
        self._contested = Question("contested")
        self._told = Label(look="danger")
        self._told.setObjectName("facts-told")
        self._save = button(self.text(say("Enter the facts")), main=True)
        self._save.setObjectName("facts-save")
        self._save.clicked.connect(self._enter)
        self._commission = self._commission_form()
        self._commission_told = Label(look="danger")
        self._clocks = QVBoxLayout()
        self._known = QVBoxLayout()
        self._filled = False
        self._form.setEnabled(False)  # until the facts stand in it
        self._lay_out()

    def refresh(self) -> None:
        """Read the case anew; what is being typed stays."""
        self.bench.ask(self, lambda w: _read(w.look, self.case), self._show)

    def _show(self, seen: _Seen) -> None:
        self._facts = seen.facts[0]
        if not self._filled:
            self._filled = True
            self._form.setEnabled(True)
            self._form.fill(values_of(self._facts))
            self._form.restore()
            self._commission.restore()
            self._begin()
        if len(seen.facts) > 1:
            self._contested.ask(
                self.text(say("The case was described twice, by persons who did not know of each "
                              "other.")),
                self.text(say("The form shows the newer one. Compare, then enter what holds.")),
                {"other": self.text(say("Fill in the other one"))},
            )  # fmt: skip
            self._other = seen.facts[1]
        self._show_clocks(seen.clocks)
        empty(self._known)
        for each in seen.commissions:
            text = say("{number} · {principal} · {scope}", number=each.number,
                       principal=each.principal, scope=each.scope)  # fmt: skip
            self._known.addWidget(Label(self.text(text)))

    def _begin(self) -> None:
        """At the top: Qt put the focus below, where a field was to be had before the facts were."""
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self._form.field("claim_no").setFocus()
        self._column.verticalScrollBar().setValue(0)

    def _show_clocks(self, running: tuple[Clock, ...]) -> None:
        empty(self._clocks)
        if not running:
            self._clocks.addWidget(
                Label(
                    self.text(say("No clock is counted: no day it would count from is stated.")),
                    "quiet",
                )
            )
        for clock in running:
            due = stated_local(clock.due.isoformat())
            text = self.text(say("{clock}, until {day}", clock=said(clock), day=due))
            self._clocks.addWidget(Label(text, "danger" if clock.days_left < 0 else "heading"))
            self._clocks.addWidget(Label(self.text(clock.basis), "quiet"))

    def _fill_other(self, _: str) -> None:
        self._form.fill(values_of(self._other))

    def _enter(self) -> None:
        try:
            facts = facts_with(self._facts, self._form.values())
        except WrongField as wrong:
            said_ = [wrong.what, wrong.next_step]
            self._told.say("\n".join(self.text(each) for each in said_ if each is not None))
            self._told.show()
            self._form.field(wrong.field).setFocus()
            return
        self._told.hide()
        self._save.setEnabled(False)
        describe(self.bench, self, self.case, facts, self._entered)
        self._save.setEnabled(True)

    def _entered(self, _: object) -> None:
        self._contested.hide()
        self._form.entered()

    def _enter_commission(self) -> None:
        values = self._commission.values()
        if not (values["commission_no"] and values["commission_by"] and values["scope"]):
            self._commission_told.say(
                self.text(say("A commission has a number, somebody who gave it, and a scope."))
            )
            self._commission_told.show()
            return
        self._commission_told.hide()
        stated = CommissionRecorded(
            number=values["commission_no"], principal=values["commission_by"],
            scope=values["scope"], until=values["until"],
        )  # fmt: skip
        commission(self.bench, self, self.case, stated, self._commissioned)

    def _commissioned(self, _: object) -> None:
        self._commission.entered()
        self._commission.empty()

    # building

    def _commission_form(self) -> Form:
        text = self.text
        form = Form(self.bench, "commission", self.case)
        form.line("commission_no", text(say("Number of the commission")))
        form.line("commission_by", text(say("Commissioned by")))
        form.line("scope", text(say("What is commissioned")))
        form.line("until", text(say("Until when")), hint=text(say("e.g. {example}", example=A_DAY)))
        return form

    def _lay_out(self) -> None:
        text = self.text
        self._contested.answered.connect(self._fill_other)
        self._told.hide()
        self._commission_told.hide()
        running = Card(text(say("Clocks")))
        running.rows.addLayout(self._clocks)
        stated = Card(text(say("Facts of the case")))
        stated.rows.addWidget(self._form)
        stated.rows.addWidget(self._told)
        stated.rows.addLayout(line_of(self._save))
        enter = button(text(say("Enter the commission")))
        enter.setObjectName("commission-save")
        enter.clicked.connect(self._enter_commission)
        given = Card(text(say("Commissions")))
        given.rows.addLayout(self._known)
        given.rows.addWidget(self._commission)
        given.rows.addWidget(self._commission_told)
        given.rows.addLayout(line_of(enter))
        self._column = column = Column(WIDEST)
        for widget in (self._contested, running, stated, given):
            column.rows.addWidget(widget)
        column.rows.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(column)


def _read(look: Lookup, case: str) -> _Seen:
    facts = tuple(look.standing_facts(case)) or (look.case(case).facts,)
    given = tuple(look.commissions(case))
    return _Seen(facts, given, clocks(facts[0], given, today_in_china()))
