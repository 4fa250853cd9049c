"""A passphrase that is being chosen: typed twice, with an honest word about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFormLayout, QLineEdit

from desktop.widgets.secret import secret_field
from desktop.widgets.text import Label, set_look
from evidence.keys.strength import strength
from evidence.words import Phrase, say

LOOKS = {"weak": "danger", "fair": "", "good": "good"}


class Passphrases:
    """Two rows of a form, and `told`, which belongs below it; `name` begins the names."""

    def __init__(
        self,
        text: Callable[[Phrase | str], str],
        rows: QFormLayout,
        name: str = "new",
        label: Phrase | None = None,
    ) -> None:
        self._text = text
        self.first = self._field(rows, label or say("Passphrase"), f"{name}-passphrase")
        self.again = self._field(rows, say("The same again"), f"{name}-passphrase-again")
        self.told = Label(look="quiet")
        self.told.setObjectName(f"{name}-strength")
        for field in (self.first, self.again):
            field.textChanged.connect(lambda _: self._judge())
        self._judge()

    @property
    def agreed(self) -> str:
        """The passphrase, once both are the same; "" before."""
        return self.first.text() if self.first.text() == self.again.text() else ""

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def _judge(self) -> None:
        typed = self.first.text()
        if not typed:
            look, phrase = "quiet", say("It opens everything; nobody can look it up for you.")
        elif self.again.text() and not self.agreed:
            look, phrase = "danger", say("The two passphrases differ.")
        else:
            judged = strength(typed)
            look, phrase = LOOKS[judged.level], judged.what
        set_look(self.told, look)
        self.told.say(self._text(phrase))

    def _field(self, rows: QFormLayout, label: Phrase, name: str) -> QLineEdit:
        field = secret_field(self._text(label), name)
        shown = Label(self._text(label), wraps=False)
        shown.setBuddy(field)
        rows.addRow(shown, field)
        return field
