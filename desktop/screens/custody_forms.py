"""The forms of 保管链: offering, accepting, refusing. What is typed is kept as a draft."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import custody
from desktop.actions.custody import Acceptance, Offer
from desktop.models.custody import Event
from desktop.widgets.column import Card, line_of
from desktop.widgets.form import Form
from desktop.widgets.report_card import shortened
from desktop.widgets.text import Label, button
from desktop.workbench import Workbench
from evidence.words import Phrase, say


class _CustodyForm(Card):
    """A card with a form, a button that records it and one that leaves it; `left` in both ways."""

    left = Signal()

    def __init__(self, bench: Workbench, case: str, heading: str, name: str, subject: str) -> None:
        super().__init__(heading)
        self.setObjectName(f"form-{name}")
        self._bench, self._case = bench, case
        self._form = Form(bench, f"custody-{name}", subject)
        self._form.edited.connect(self._edited)
        self._lacks = Label(look="quiet")
        self._recording = False
        self._record = button(heading, main=True)
        self._record.setObjectName(f"record-{name}")
        self._record.clicked.connect(self._enter)
        leave = button(self._text(say("Not now")))
        leave.setObjectName(f"leave-{name}")
        leave.clicked.connect(self._leave)
        self._build()
        self.rows.addWidget(self._form)
        self.rows.addWidget(self._lacks)
        self.rows.addLayout(line_of(self._record, leave))
        self._form.restore()
        self._edited()

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        fields: list[QWidget] = [self._form.field(name) for name in self._form.values()]
        fields[0].setFocus()

    def _build(self) -> None:
        raise NotImplementedError

    def _do(self) -> None:
        raise NotImplementedError

    def _needed(self) -> tuple[str, ...]:
        """Names of the fields without which nothing can be recorded."""
        raise NotImplementedError

    def _edited(self) -> None:
        values = self._form.values()
        lacking = [
            self._form.field(name).accessibleName() for name in self._needed() if not values[name]
        ]
        self._record.setEnabled(not lacking and not self._recording)
        self._lacks.setVisible(bool(lacking))
        self._lacks.say(self._text(say("Still to be filled in: {fields}.", fields=tuple(lacking))))

    def _enter(self) -> None:
        """Once, however often the button is pressed."""
        if not self._recording:
            self._recording = True
            self._edited()
            self._do()

    def _failed(self, _: BaseException) -> bool:
        self._recording = False
        self._edited()
        return False

    def _leave(self) -> None:
        self._form.keep_pending()
        self.left.emit()

    def _recorded(self) -> None:
        self._form.entered()
        self.left.emit()

    def _line(self, name: str, label: Phrase, hint: Phrase | None = None) -> None:
        self._form.line(name, self._text(label), hint=self._text(hint) if hint else "")

    def _text(self, phrase: Phrase | str) -> str:
        return self._bench.text(phrase)


class OfferForm(_CustodyForm):
    """Offer exhibits to a receiver."""

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__(bench, case, bench.text(say("Offer exhibits")), "offer", case)

    def _build(self) -> None:
        self._line("receiver", say("Receiver"), say("name of the person who takes them over"))
        self._line("receiver_org", say("Organisation of the receiver"))
        self._line("purpose", say("Purpose"))
        self._line("basis", say("Basis"), say("letter or document it rests on"))
        self._line("place", say("Place"))
        self._line("medium", say("Medium"), say("kind, maker, serial number"))
        self._line("seal", say("Seal"), say("number of the seal"))
        self._line("exhibits", say("Only these exhibits"),
                   say("numbers, as Z001, Z003; empty: all originals"))  # fmt: skip

    def _needed(self) -> tuple[str, ...]:
        return "receiver", "purpose"

    def _do(self) -> None:
        told = Offer(**self._form.values())
        custody.offer(self._bench, self, self._case, told, self._recorded, self._failed)


class AcceptForm(_CustodyForm):
    """The receiver accepts."""

    def __init__(self, bench: Workbench, case: str, event: Event) -> None:
        self._event = event
        super().__init__(bench, case, bench.text(say("Accept")), "accept", event.offer)

    def _build(self) -> None:
        about = say("{name} takes over {count} exhibits.", name=shortened(self._event.receiver),
                    count=len(self._event.exhibits))  # fmt: skip
        self.rows.addWidget(Label(self._text(about)))
        self._form.paragraph(
            "checked",
            self._text(say("Checked")),
            hint=self._text(say("what the receiver compared: count, digests, seal")),
        )
        self._line("document", say("Signed paper"),
                   say("its number; needed unless the receiver records this himself"))  # fmt: skip
        self._line("note", say("Remarks"))

    def _needed(self) -> tuple[str, ...]:
        return ("checked",)

    def _do(self) -> None:
        told = Acceptance(
            offer=self._event.offer, receiver=self._event.receiver, **self._form.values()
        )
        custody.accept(self._bench, self, self._case, told, self._recorded, self._failed)


class RefuseForm(_CustodyForm):
    """The receiver refuses, or the giver takes the offer back."""

    def __init__(self, bench: Workbench, case: str, event: Event) -> None:
        self._event = event
        super().__init__(bench, case, bench.text(say("Refuse or take back")), "refuse", event.offer)

    def _build(self) -> None:
        refused = say("{name} refuses", name=shortened(self._event.receiver))
        taken_back = say("{name} takes it back", name=shortened(self._event.giver))
        self._form.choice(
            "by",
            self._text(say("Who")),
            {
                self._event.receiver: self._text(refused),
                self._event.giver: self._text(taken_back),
            },
        )
        self._form.paragraph("reason", self._text(say("Reason")))

    def _needed(self) -> tuple[str, ...]:
        return ("reason",)

    def _do(self) -> None:
        told = self._form.values()
        custody.refuse(
            self._bench, self, self._case, self._event.offer, told["by"], told["reason"],
            self._recorded, self._failed,
        )  # fmt: skip
