"""
The form of a session: every question is answered or says why not, and nothing is silently kept.

What is proposed from an earlier session is marked as carried over until it is changed. An empty
answer without a reason is a gap; the form says how many there are and stops nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop.widgets.form import LONGEST, Field, Form
from desktop.widgets.session_values import WHY, stated, written
from desktop.widgets.text import Label, set_tip
from desktop.workbench import Workbench
from evidence.facts import ORIGINS, Session
from evidence.papers.content.wordings import ORIGINS as ORIGINS_SAID
from evidence.papers.content.wordings import UNKNOWN
from evidence.session_gaps import session_gaps
from evidence.words import Phrase, mark, say

WHO = mark("Who collects")
FROM_WHOM = mark("From whom")
ON_WHAT = mark("On what device")
HOW = mark("How")
PEOPLE = (
    ("lead_name", mark("Collector")),
    ("lead_org", mark("Collector's organisation")),
    ("second_name", mark("Second collector")),
    ("second_org", mark("Second's organisation")),
)
QUESTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    WHO: (
        ("fewer_than_two", mark("Why fewer than two collectors")),
        ("purpose", mark("Purpose")),
        ("place", mark("Place")),
    ),
    FROM_WHOM: (
        ("provider", mark("Provider or holder")),
        ("provider_relation", mark("Provider's relation")),
        ("provider_contact", mark("Provider's contact")),
        ("consent", mark("Consent")),
        ("witness", mark("Witness")),
        ("witness_relation", mark("Witness's relation")),
    ),
    ON_WHAT: (
        ("device_make", mark("Maker")),
        ("device_model", mark("Model")),
        ("device_serial", mark("Serial number")),
        ("device_state", mark("State of the device")),
        ("clock_offset", mark("Clock offset (s)")),
        ("medium", mark("Medium")),
        ("medium_serial", mark("Serial number of the medium")),
        ("original_stays", mark("Original medium stays")),
        ("not_sealed_because", mark("Why it was not sealed")),
    ),
    HOW: (
        ("method", mark("Method")),
        ("write_protected", mark("Write protection")),
        ("video", mark("Video of the session")),
        ("anomalies", mark("Anomalies")),
    ),
}
HINTS = {
    "consent": mark("such as: in writing, signed"),
    "clock_offset": mark("device minus this computer, as measured"),
    "device_state": mark("on or off, network, screen"),
    "medium": mark("phone, memory card, USB stick"),
    "method": mark("such as: USB cable, files copied, card reader"),
    "video": mark("file number of the recording"),
}
NOT_STATED = "not_stated"
ALONE = "fewer_than_two"


class SessionForm(Form):
    """`show_session` fills it; `session` gives what is stated."""

    def __init__(self, bench: Workbench, form: str, subject: str, into: QBoxLayout) -> None:
        """Built in its place: a widget moved with all its fields would be dressed twice."""
        super().__init__(bench, form, subject)
        into.addWidget(self)
        self._text = bench.text
        self._held: Session | None = None
        self._carried: dict[str, str] = {}
        self._marks: dict[str, Label] = {}
        self._lines: dict[str, QHBoxLayout] = {}
        self._rows.setVerticalSpacing(8)
        self._rows.setHorizontalSpacing(12)
        for title, questions in QUESTIONS.items():
            self.part(self._text(Phrase(title)))
            for name, label in PEOPLE if title == WHO else ():
                self._row(name, self._text(Phrase(label)), self._line())
            for name, label in questions:
                self._question(name, self._text(Phrase(label)))
        origins = {name: self._text(Phrase(ORIGINS_SAID[name])) for name in ORIGINS[:-1]}
        unstated = {"": self._text(Phrase(ORIGINS_SAID["unstated"]))}
        self._row("origin", self._text(say("Origin of the data")), self._choice(unstated | origins))
        self.edited.connect(self._look_again)

    def show_session(self, session: Session, *, carried: bool = False) -> None:
        """Show what a session states; `carried`: it was proposed from an earlier one."""
        self._held = session
        values = written(session)
        self._carried = {name: value for name, value in values.items() if value and carried}
        for shown in self._marks.values():
            room = shown.sizePolicy()
            room.setRetainSizeWhenHidden(carried)
            shown.setSizePolicy(room)
        self.fill(values)

    def session(self) -> Session | None:
        """The session with what stands in the form; None before one was shown."""
        return None if self._held is None else stated(self._held, self.values())

    def gaps(self) -> tuple[Phrase, ...]:
        """What nobody stated yet."""
        session = self.session()
        return () if session is None else session_gaps(session)

    def fill(self, values: Mapping[str, Any]) -> None:
        """As `Form.fill`; marks and hints follow."""
        super().fill(values)
        self._look_again()

    # building

    def _question(self, name: str, label: str) -> None:
        reasons = {n: self._text(Phrase(said)) for n, said in UNKNOWN.items() if n != NOT_STATED}
        why = self._choice({"": ""} | reasons)
        why.setObjectName(f"{name}-why")
        why.setAccessibleName(self._text(say("{question}: why there is no answer", question=label)))
        set_tip(why, self._text(say("Why there is no answer")))
        self._fields[name + WHY] = why
        self._row(name, label, self._line(), why)

    def _line(self) -> QLineEdit:
        line = QLineEdit(maxLength=LONGEST)
        line.textEdited.connect(self._was_edited)
        return line

    def _choice(self, options: Mapping[str, str]) -> QComboBox:
        choice = _Choice()
        for value, shown in options.items():
            choice.addItem(shown, value)
        choice.activated.connect(self._was_edited)
        return choice

    def _row(self, name: str, label: str, field: Field, why: QWidget | None = None) -> None:
        """The field, the choice of a reason, and room to say that it was carried over."""
        row = QHBoxLayout()
        row.setSpacing(8)
        self._rows.addRow(self._named(name, label, field), row)
        row.addWidget(field, 1)
        if why is not None:
            row.addWidget(why)
        carried = Label(self._text(say("carried over")), "quiet", wraps=False)
        row.addWidget(carried)
        self._marks[name], self._lines[name] = carried, row

    # showing

    def _look_again(self) -> None:
        values = self.values()
        self._rows.setRowVisible(self._lines[ALONE], not values["second_name"])
        for name, carried in self._marks.items():
            now = [values.get(key, "") for key in (name, name + WHY)]
            was = [self._carried.get(key, "") for key in (name, name + WHY)]
            here = name != ALONE or not values["second_name"]
            carried.setVisible(here and any(was) and was == now)
            if name + WHY in self._fields:
                self._hint(name, values)

    def _hint(self, name: str, values: Mapping[str, str]) -> None:
        """An empty answer reads "not stated"; beside a reason the line may hold a remark."""
        why, line = cast(QComboBox, self._fields[name + WHY]), cast(QLineEdit, self._fields[name])
        said = say("answered") if values[name] else Phrase(UNKNOWN[NOT_STATED])
        why.setItemText(0, self._text(said))
        hint = say("remark") if values[name + WHY] else Phrase(HINTS.get(name, ""))
        line.setPlaceholderText(self._text(hint))


class _Choice(QComboBox):
    """Turning the wheel scrolls the form; it never changes an answer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the form; Qt calls it."""
        event.ignore()
