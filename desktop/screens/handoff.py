"""
移送: what will go and what is still open, then the bag on a medium, and what verifying it found.

The sentence that the medium can be taken out appears after the written bag was verified as its
reader would verify it, never before. What is open is told; it keeps nobody from handing over.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.actions.handing_off import (
    FORM,
    HANDING_OFF,
    HandedOver,
    HandingOff,
    Room,
    hand_off,
    room_at,
)
from desktop.jobs import Job
from desktop.models.custody import Event, between, events
from desktop.screens.handoff_result import ResultCard
from desktop.screens.screen import Screen
from desktop.widgets.column import Card, Column, line_of
from desktop.widgets.form import Form
from desktop.widgets.report_card import grouped, shortened
from desktop.widgets.text import Label, button, set_tip
from desktop.workbench import Place, Workbench
from evidence.custody import line
from evidence.handoff.outlook import Outlook, outlook
from evidence.papers.content.forms import BEIJING, when
from evidence.words import Phrase, say
from evidence.workspace import Workspace

MOST_EARLIER, MOST_LETTERS = 50, 160
LONGEST_NAME = 80
"""Letters of a file name that every disk takes, Chinese ones too."""

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30


class HandoffScreen(Screen):
    """From what goes to what was written, from top to bottom."""

    TOPICS = frozenset({"exhibits", "findings", "custody", "papers", "cases"})

    def __init__(self, bench: Workbench, case: str) -> None:
        super().__init__(bench, case)
        self.setObjectName("page-handoff")
        self._outlook: Outlook | None = None
        self._room: Room | None = None
        self._before, self._suggested = 0, ""
        self._column = Column()
        self._result = QVBoxLayout()
        self._earlier = QVBoxLayout()
        self._form = self._made_form()
        self._column.rows.addLayout(self._result)
        self._column.rows.addWidget(self._what_goes())
        self._column.rows.addWidget(self._where_to())
        self._column.rows.addLayout(self._earlier)
        self._column.rows.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._column, 1)
        whole.addLayout(self._foot())
        bench.jobs.began.connect(self._job_changed)
        bench.jobs.stepped.connect(self._job_changed)
        bench.jobs.ended.connect(self._job_ended)
        self._form.restore()
        self._job_changed()
        last = bench.jobs.last(HANDING_OFF, case)
        if isinstance(last, HandingOff) and last.answer is not None:
            self._show_result(last.answer)

    def refresh(self) -> None:
        """Read what would go along, what is open, and what was handed over before."""

        def read(workspace: Workspace) -> tuple[Outlook, tuple[Event, ...]]:
            earlier = [e for e in events(line(workspace, self.case)) if e.kind == "handed_off"]
            return outlook(workspace, self.case), tuple(reversed(earlier))

        self.bench.ask(self, read, self._show)

    def choose_folder(self, folder: Path) -> None:
        """Write into this folder; how much room it has is looked up."""
        room_at(self.bench, self, folder, self._show_room)

    # showing

    def _show(self, read: tuple[Outlook, tuple[Event, ...]]) -> None:
        self._outlook, earlier = read
        self._before = len(earlier)
        told = self._outlook
        goes = say("{exhibits} exhibits and {papers} papers, {size}, with the signed record of the"
                   " case and a page that says how anybody can check them.",
                   exhibits=told.exhibits, papers=told.papers, size=size(told.size))  # fmt: skip
        self._goes.say(self.text(goes))
        still = [f"· {self.text(phrase)}" for phrase in open_things(told)]
        self._open_title.setVisible(bool(still))
        self._open.setVisible(bool(still))
        self._open.say("\n".join(still))
        self._whole.setVisible(not still)
        self._to_findings.setVisible(told.open_findings > 0)
        self._to_papers.setVisible(told.papers == 0 or told.drafts > 0)
        while (item := self._earlier.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if earlier:
            self._earlier.addWidget(self._earlier_card(earlier))
        self._suggest()

    def _show_room(self, room: Room) -> None:
        self._room = room
        self._folder.say(shortened(str(room.folder)))
        self._folder.show()
        set_tip(self._folder, str(room.folder))
        self._suggest()

    def _suggest(self) -> None:
        """A name nobody has to think of, what it needs, and whether it can be written."""
        if self._outlook is None:
            return
        if self._form.values()["name"] in ("", self._suggested):
            stem = f"{self._outlook.number}-{datetime.now(BEIJING):%Y%m%d}"
            self._suggested = f"{stem}-{self._before + 1}" if self._before else stem
            self._form.fill({"name": self._suggested})
        self._edited()

    def _edited(self) -> None:
        ready = self._room is not None and self._outlook is not None and self._name() != ""
        enough = self._told_of_room()
        self._write.setEnabled(ready and enough and not self._is_running())

    def _told_of_room(self) -> bool:
        """Say how much room there is and whether that is enough."""
        if self._room is None or self._outlook is None:
            self._space.say(self.text(say("Choose the stick or folder it is written to.")))
            return False
        needed = self._outlook.size * (2 if self._as_zip() else 1)
        free, needs = size(self._room.free), size(needed)
        if needed > self._room.free:
            lack = say("{needs} are needed, only {free} are free. Choose another medium.",
                       needs=needs, free=free)  # fmt: skip
            self._space.say(self.text(lack))
            return False
        said = say("{needs} are needed, {free} are free.", needs=needs, free=free)
        self._space.say(self.text(said))
        return True

    # handing off

    def _hand_off(self) -> None:
        if self._room is None:
            return
        self._clear_result()
        out = self._room.folder / (self._name() + (".zip" if self._as_zip() else ""))
        receiver = self._form.values()["receiver"]
        self._form.keep_pending()
        hand_off(self.bench, self.case, out, receiver)

    def _job_ended(self, job: Job) -> None:
        if isinstance(job, HandingOff) and job.case == self.case:
            if job.answer is not None:
                self._form.fill({"name": ""})
                self._form.entered()
                self._show_result(job.answer)
                self.choose_folder(job.out.parent)
        self._job_changed()

    def _show_result(self, answer: HandedOver) -> None:
        self._clear_result()
        self._result.addWidget(ResultCard(self.bench.words, self.bench.colours, answer))
        self._column.verticalScrollBar().setValue(0)
        self._edited()

    def _clear_result(self) -> None:
        while (item := self._result.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _job_changed(self, _: object = None) -> None:
        job = self._is_running()
        self._bar.setVisible(job is not None)
        if job is not None:
            self._bar.setRange(0, job.total)
            self._bar.setValue(job.done)
            self._space.say(
                self.text(say("Do not take the medium out yet: it is being written and verified."))
            )
            self._write.setEnabled(False)
        else:
            self._edited()

    def _is_running(self) -> Job | None:
        return self.bench.jobs.find(HANDING_OFF, self.case)

    def _name(self) -> str:
        """The name of the bag; never a path."""
        return self._form.values()["name"].replace("/", "-").replace("\\", "-").strip(" .")

    def _as_zip(self) -> bool:
        return self._form.values()["shape"] == "zip"

    # what it is built of

    def _what_goes(self) -> QWidget:
        card = Card(self.text(say("What goes along")))
        self._goes = Label()
        self._goes.setObjectName("handoff-goes")
        self._open_title = Label(self.text(say("Still open in this case:")), "heading")
        self._open = Label()
        self._open.setObjectName("handoff-open")
        self._whole = Label(self.text(say("Nothing is left open in this case.")), "good")
        self._to_findings = button(self.text(say("Look at the open findings")))
        self._to_findings.setObjectName("handoff-findings")
        self._to_findings.clicked.connect(lambda: self._go("findings"))
        self._to_papers = button(self.text(say("Draw up the papers")))
        self._to_papers.setObjectName("handoff-papers")
        self._to_papers.clicked.connect(lambda: self._go("papers"))
        for widget in (self._goes, self._open_title, self._open, self._whole):
            card.rows.addWidget(widget)
        card.rows.addLayout(line_of(self._to_findings, self._to_papers))
        for widget in (self._open_title, self._open, self._whole):
            widget.hide()
        self._to_findings.hide()
        self._to_papers.hide()
        return card

    def _made_form(self) -> Form:
        form = Form(self.bench, FORM, self.case)
        form.line(
            "receiver",
            self.text(say("Receiver")),
            hint=self.text(say("organisation or person it goes to")),
        )
        form.choice(
            "shape",
            self.text(say("Written as")),
            {"folder": self.text(say("folder")), "zip": self.text(say("one zip file"))},
        )
        form.line("name", self.text(say("Name of the bag"))).setMaxLength(LONGEST_NAME)
        form.edited.connect(self._edited)
        return form

    def _where_to(self) -> QWidget:
        card = Card(self.text(say("To whom, and onto what")))
        card.rows.addWidget(self._form)
        choose = button(self.text(say("Choose the stick or folder…")))
        choose.setObjectName("handoff-choose")
        choose.clicked.connect(self._choose)
        self._folder = Label()
        self._folder.setObjectName("handoff-folder")
        self._folder.hide()
        card.rows.addLayout(line_of(choose))
        card.rows.addWidget(self._folder)
        return card

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.text(say("Choose the stick or folder…")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.choose_folder(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go(self, page: str) -> None:
        self.bench.go(Place(case=self.case, page=page))

    def _earlier_card(self, earlier: tuple[Event, ...]) -> QWidget:
        card = Card(self.text(say("Handed over before")))
        card.setObjectName("handoff-earlier")
        for event in earlier[:MOST_EARLIER]:
            said = say("{time}: {between}, {count} exhibits and papers", time=when(event.at),
                       between=between(event), count=len(event.exhibits))  # fmt: skip
            card.rows.addWidget(Label(shortened(self.text(said), MOST_LETTERS)))
            manifest = event.stated.get("manifest", "")
            card.rows.addWidget(Label(f"SHA-256 {grouped(manifest)}", "quiet"))
        return card

    def _foot(self) -> QHBoxLayout:
        self._space = Label(look="quiet")
        self._space.setObjectName("handoff-space")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.text(say("Progress of the hand-off")))
        self._write = button(self.text(say("Write the bag")), main=True)
        self._write.setObjectName("hand-off")
        self._write.clicked.connect(self._hand_off)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._space, 2)
        row.addWidget(self._bar, 1)
        row.addWidget(self._write)
        return row


def open_things(told: Outlook) -> list[Phrase]:
    """What is still open, a sentence each."""
    counted = (
        (told.open_findings, say("{count} findings wait for a verdict.",
                                 count=told.open_findings)),
        (told.not_examined, say("{count} exhibits were not examined.", count=told.not_examined)),
        (told.sessions_with_gaps, say("{count} sessions leave questions open.",
                                      count=told.sessions_with_gaps)),
        (told.drafts, say("{count} papers are drafts.", count=told.drafts)),
        (told.offers, say("{count} offers of custody wait for an answer.", count=told.offers)),
    )  # fmt: skip
    said = [phrase for count, phrase in counted if count]
    return said if told.papers else [*said, say("No paper was issued in this case yet.")]


def size(count: int) -> str:
    """A size as a person reads it."""
    for unit, letters in ((GIB, "GB"), (MIB, "MB"), (KIB, "KB")):
        if count >= unit:
            return f"{count / unit:.1f} {letters}"
    return f"{count} B"
