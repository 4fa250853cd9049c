"""
What a person says of one exhibit or of several: caption, category, group of the shot list.

Of one, the fields show what stands, or the draft; of several they are empty, and only what is
filled in is entered. Typed text is never lost: it is a draft until it is entered.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.actions.describing import FORM, describe
from desktop.widgets.form import Form
from desktop.widgets.text import Label, button
from desktop.workbench import Workbench
from evidence.captions import Said
from evidence.index.rows import ExhibitRow
from evidence.papers.content.wordings import category
from evidence.words import say

FIELDS = ("caption", "category", "group")


class Describing(QWidget):
    """`entered` is emitted when what was typed is on the disk."""

    entered = Signal()

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__()
        self._bench = bench
        self._case = case
        self._exhibits: tuple[str, ...] = ()
        self._form: Form | None = None
        self._typed = False
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._said = Label(look="good")
        self._said.setObjectName("described")
        self._enter = button(bench.text(say("Enter the description")))
        self._enter.setObjectName("describe")
        self._enter.clicked.connect(self._entering)
        line = QHBoxLayout()
        line.addWidget(self._enter)
        line.addWidget(self._said, 1)
        self._rows.addLayout(line)

    @property
    def caption(self) -> QLineEdit | None:
        """The first field."""
        field = self._form.field("caption") if self._form else None
        return field if isinstance(field, QLineEdit) else None

    def show_one(self, row: ExhibitRow) -> None:
        """Ask about one exhibit; what is being typed about it stays as it is."""
        values = {"caption": row.caption, "category": row.category, "group": row.group}
        if self._exhibits == (row.exhibit,) and self._typed:
            return
        again = self._exhibits == (row.exhibit,)
        form = self._new_form(row.exhibit, self._bench.text(category(row.media_type)))
        form.fill(values)
        self._begin(form, (row.exhibit,))
        if not again:
            self._said.say("")

    def show_several(self, exhibits: tuple[str, ...]) -> None:
        """Ask about several; an empty field leaves of each what stands."""
        if self._exhibits == exhibits:
            return
        self._begin(self._new_form(self._case), exhibits)
        self._said.say("")

    def keep(self) -> None:
        """Keep what was typed as a draft at once: the exhibit is left."""
        if self._form is not None and self._typed:
            self._form.keep()
        self._typed = False

    # parts

    def _new_form(self, subject: str, kind: str = "") -> Form:
        self.keep()
        form = Form(self._bench, FORM, subject)
        text = self._bench.text
        unchanged = "" if kind else text(say("unchanged"))
        form.line(
            "caption",
            text(say("Caption")),
            hint=unchanged,
            tip=text(say("What is to be seen, in a few words; papers print it.")),
        )
        form.line("category", text(say("Category of evidence")), hint=unchanged or kind)
        form.line(
            "group",
            text(say("Group of the shot list")),
            hint=unchanged,
            tip=text(say("Photos of one group stand together in the photo annex.")),
        )
        return form

    def _begin(self, form: Form, exhibits: tuple[str, ...]) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.setParent(None)
            self._form.deleteLater()
        self._form, self._exhibits, self._typed = form, exhibits, False
        self._rows.insertWidget(0, form)
        form.restore()
        form.edited.connect(self._edited)
        self._enter.setEnabled(not self._bench.workspace.read_only)
        for name in FIELDS:
            field = form.field(name)
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(self._entering)

    def _edited(self) -> None:
        self._typed = True
        self._said.say("")

    def _entering(self) -> None:
        form = self._form
        if form is None or not self._exhibits:
            return
        values = form.values()
        one = len(self._exhibits) == 1
        said = Said(**{name: values[name] if one or values[name] else None for name in FIELDS})
        exhibits = self._exhibits
        draft = exhibits[0] if one else self._case
        describe(self._bench, self, self._case, exhibits, said, draft, lambda: self._done(exhibits))

    def _done(self, exhibits: tuple[str, ...]) -> None:
        if self._form is None or exhibits != self._exhibits:
            return
        self._typed = False
        self._form.entered()
        self._said.say(
            self._bench.text(say("Entered for {count} exhibits.", count=len(self._exhibits)))
        )
        self.entered.emit()
