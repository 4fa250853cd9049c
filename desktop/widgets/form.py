"""
A form that remembers: what is typed is on the disk within seconds, and there again next time.

Fields are named; each has a visible label that is also its name for a screen reader. Nothing a
person typed is thrown away by the program: a draft stays until it was entered (`entered`) or
the person empties the form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.widgets.text import Label, set_tip
from desktop.workbench import Workbench
from evidence.drafts import Draft
from evidence.errors import Trouble
from evidence.papers.content.forms import when
from evidence.words import say

ABOVE_A_PART = 12
KEEP_AFTER = 2_000
"""Milliseconds from the first letter not yet kept: well within the five seconds promised."""

LONGEST = 4_000
Field = QLineEdit | QPlainTextEdit | QComboBox


class Form(QWidget):
    """Named fields and their draft; `form` and `subject` (a case, an exhibit) name the draft."""

    edited = Signal()

    def __init__(self, bench: Workbench, form: str, subject: str) -> None:
        super().__init__()
        self._bench = bench
        self._name = (bench.workspace.person.person, form, subject)
        self._fields: dict[str, Field] = {}
        self._rows = QFormLayout()
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._restored = Label(look="quiet")
        self._restored.hide()
        self._not_kept = Label(look="danger")
        self._not_kept.setObjectName("not-kept")
        self._not_kept.hide()
        self._touched: set[Field] = set()
        self._filling = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._restored)
        layout.addWidget(self._not_kept)
        layout.addLayout(self._rows)
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._keeping.timeout.connect(self.keep)

    # fields

    def line(self, name: str, label: str, *, hint: str = "", tip: str = "") -> QLineEdit:
        """A line of text."""
        field = QLineEdit(placeholderText=hint, maxLength=LONGEST)
        field.textEdited.connect(self._was_edited)
        self._add(name, label, field, tip)
        return field

    def paragraph(self, name: str, label: str, *, hint: str = "", tip: str = "") -> QPlainTextEdit:
        """Several lines of text; Tab goes to the next field."""
        field = QPlainTextEdit(placeholderText=hint, tabChangesFocus=True)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * 4)
        field.textChanged.connect(self._was_edited)
        self._add(name, label, field, tip)
        return field

    def choice(self, name: str, label: str, options: Mapping[str, str], tip: str = "") -> QComboBox:
        """One of a few: value → what is shown; the first is chosen until a person chooses."""
        field = QComboBox()
        for value, shown in options.items():
            field.addItem(shown, value)
        field.activated.connect(self._was_edited)
        self._add(name, label, field, tip)
        return field

    def part(self, title: str) -> None:
        """A heading above the fields that follow."""
        made = Label(title, "heading", wraps=False)
        made.setContentsMargins(0, ABOVE_A_PART if self._rows.rowCount() else 0, 0, 0)
        self._rows.addRow(made)

    def field(self, name: str) -> Field:
        """The field of that name."""
        return self._fields[name]

    # values

    def values(self) -> dict[str, str]:
        """What stands in every field, without blanks at the ends."""
        return {name: _value(field).strip() for name, field in self._fields.items()}

    def filled(self) -> tuple[str, ...]:
        """The labels of the fields in which something stands."""
        values = self.values()
        return tuple(self._fields[name].accessibleName() for name in values if values[name])

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into the fields of those names; others keep theirs."""
        self._filling = True
        for name, value in values.items():
            if name in self._fields and isinstance(value, str):
                _put(self._fields[name], value)
        self._filling = False

    def empty(self) -> None:
        """Let every field be as it was at first."""
        self.fill(dict.fromkeys(self._fields, ""))

    # the draft

    @property
    def pending(self) -> bool:
        """Whether something stands there that is not on the disk yet."""
        return self._keeping.isActive()

    def restore(self) -> None:
        """
        Bring back what was typed and not entered, if there is something. A field in which the
        person types before it comes keeps what she types.
        """
        self.keep_pending()
        self._touched.clear()
        person, form, subject = self._name
        self._bench.ask(self, lambda w: w.drafts.find(person, form, subject), self._restore)

    def keep(self) -> None:
        """Keep what stands there now."""
        self._keeping.stop()
        text = json.dumps(self.values(), ensure_ascii=False)
        name = self._name

        def failed(error: BaseException) -> bool:
            return isValid(self) and isinstance(error, Trouble) and self._tell_not_kept(error)

        def kept(_: Draft) -> None:
            if isValid(self):
                self._not_kept.hide()

        # The form may be gone when it fails: the person is told all the same.
        self._bench.ask(self._bench, lambda w: w.drafts.keep(*name, text), kept, failed)

    def keep_pending(self) -> None:
        """Keep what was typed in the last seconds, before the form goes."""
        if self._keeping.isActive():
            self.keep()

    def entered(self) -> None:
        """What stands there is entered now: the draft goes."""
        self._keeping.stop()
        self._restored.hide()
        self._not_kept.hide()
        self._touched.clear()
        self._bench.ask(self, lambda w: w.drafts.entered(*self._name), lambda _: None)

    def hideEvent(self, event: QHideEvent) -> None:
        """A form that goes out of view is kept at once: it may be about to go for good."""
        super().hideEvent(event)
        self.keep_pending()

    def _restore(self, draft: Draft | None) -> None:
        if draft is None:
            return
        with suppress(ValueError):
            values = json.loads(draft.text)
            if isinstance(values, dict) and any(values.values()):
                typing = {n: v for n, v in self.values().items() if self.field(n) in self._touched}
                self.fill(values | typing)
                if typing:
                    self._keeping.start()
                self._restored.say(
                    self._bench.text(
                        say("Typed on {time} and not entered yet.", time=when(draft.saved_at))
                    )
                )
                self._restored.show()
                self.edited.emit()

    def _tell_not_kept(self, error: Trouble) -> bool:
        """Say so here, and try again as long as it stands here."""
        why = self._bench.text(error.what)
        told = say("What you type cannot be kept just now; it is tried again. {why}", why=why)
        self._not_kept.say(self._bench.text(told))
        self._not_kept.show()
        self._keeping.start()
        return True

    def _was_edited(self) -> None:
        field = self.sender()
        if self._filling:
            return
        if isinstance(field, Field):
            self._touched.add(field)
        if not self._keeping.isActive():
            self._keeping.start()
        self.edited.emit()

    def _add(self, name: str, label: str, field: Field, tip: str) -> None:
        self._rows.addRow(self._named(name, label, field, tip), field)

    def _named(self, name: str, label: str, field: Field, tip: str = "") -> Label:
        """Make it the field of that name; answers the label to be put beside it."""
        field.setObjectName(name)
        field.setAccessibleName(label)
        if tip:
            set_tip(field, tip)
            field.setAccessibleDescription(tip)
        shown = Label(label, wraps=False)
        shown.setBuddy(field)
        self._fields[name] = field
        return shown


def _value(field: Field) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def _put(field: Field, value: str) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(value)))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value[:LONGEST])
    else:
        field.setText(value)
