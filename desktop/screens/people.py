"""The people of the workspace and who is here now: cards of the settings."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout

from desktop.actions.opening import forget_passphrase
from desktop.actions.people import PersonSeen, add_person, new_passphrase, read_people
from desktop.widgets.column import Card, empty, line_of
from desktop.widgets.passphrases import Passphrases
from desktop.widgets.text import Label, button
from desktop.workbench import Workbench
from evidence.errors import Trouble
from evidence.words import Phrase, say


class MyselfCard(Card):
    """Who is here: a new passphrase, and no more remembering of it on this device."""

    def __init__(self, bench: Workbench) -> None:
        who = bench.workspace.person
        text = bench.text
        super().__init__(text(say("You")))
        self._bench = bench
        signs = say("{name}, {org}; signs here with the mark {mark}", name=who.name,
                    org=who.org or text(say("organisation not stated")),
                    mark=who.mark or text(say("none, for it is open read-only")))  # fmt: skip
        self.rows.addWidget(Label(text(signs)))
        fields = QFormLayout()
        self._passphrases = Passphrases(text, fields, "my", say("New passphrase"))
        self._told = Label(look="good")
        self._told.setObjectName("my-told")
        change = button(text(say("Set the new passphrase")))
        change.setObjectName("my-change")
        change.clicked.connect(self._change)
        forget = button(text(say("Forget the passphrase on this device")))
        forget.setObjectName("my-forget")
        forget.clicked.connect(lambda: forget_passphrase(bench, self, self._forgotten))
        self.rows.addLayout(fields)
        self.rows.addWidget(self._passphrases.told)
        self.rows.addWidget(self._told)
        self.rows.addLayout(line_of(change, forget))
        self._told.hide()

    def _change(self) -> None:
        if self._passphrases.agreed:
            new_passphrase(self._bench, self, self._passphrases.agreed, self._changed)

    def _changed(self, _: object) -> None:
        self._passphrases.clear()
        forget_passphrase(self._bench, self, lambda _: None)
        self._tell(say("From now on the new passphrase opens the workspace."))

    def _forgotten(self, _: None) -> None:
        self._tell(say("This device remembers no passphrase of yours."))

    def _tell(self, phrase: Phrase) -> None:
        self._told.say(self._bench.text(phrase))
        self._told.show()


class PeopleCard(Card):
    """Everybody who can open the workspace, and one more."""

    def __init__(self, bench: Workbench) -> None:
        text = bench.text
        super().__init__(
            text(say("People")),
            text(say("Each has a passphrase and a signing key of their own: what needs four eyes "
                     "needs two of them.")),
        )  # fmt: skip
        self._bench = bench
        self._list = QVBoxLayout()
        self._fields = QFormLayout()
        self._name = self._line(say("Full name"), "person-name")
        self._org = self._line(say("Organisation"), "person-org")
        self._passphrases = Passphrases(text, self._fields, "person")
        self._told = Label(look="danger")
        self._told.setObjectName("person-told")
        self._told.hide()
        self._add = button(text(say("Add this person")))
        self._add.setObjectName("person-add")
        self._add.clicked.connect(self._enter)
        self.rows.addLayout(self._list)
        self.rows.addLayout(self._fields)
        self.rows.addWidget(self._passphrases.told)
        self.rows.addWidget(self._told)
        self.rows.addLayout(line_of(self._add))

    def refresh(self) -> None:
        """Read who there is."""
        self._bench.ask(self, read_people, self._show)

    def _show(self, people: tuple[PersonSeen, ...]) -> None:
        empty(self._list)
        for one in people:
            marks = self._bench.text(say("has not opened it yet"))
            text = say("{name}, {org}: {marks}", name=one.name, org=one.org or "／",
                       marks="、".join(one.marks) or marks)  # fmt: skip
            self._list.addWidget(Label(self._bench.text(text)))

    def _enter(self) -> None:
        if not self._name.text().strip():
            self._tell(say("A name is needed."))
        elif not self._passphrases.agreed:
            self._tell(say("Let the new person type a passphrase twice."))
        else:
            self._told.hide()
            self._add.setEnabled(False)
            add_person(
                self._bench, self, self._name.text(), self._org.text().strip(),
                self._passphrases.agreed, self._added, self._failed,
            )  # fmt: skip

    def _added(self, _: object) -> None:
        self._add.setEnabled(True)
        for field in (self._name, self._org):
            field.clear()
        self._passphrases.clear()
        self.refresh()

    def _failed(self, error: BaseException) -> bool:
        self._add.setEnabled(True)
        if isinstance(error, Trouble):
            self._tell(error.what)
            return True
        return False

    def _tell(self, phrase: Phrase) -> None:
        self._told.say(self._bench.text(phrase))
        self._told.show()

    def _line(self, label: Phrase, name: str) -> QLineEdit:
        text = self._bench.text(label)
        field = QLineEdit(maxLength=200)
        field.setObjectName(name)
        field.setAccessibleName(text)
        shown = Label(text, wraps=False)
        shown.setBuddy(field)
        self._fields.addRow(shown, field)
        return field
