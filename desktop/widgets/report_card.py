"""
What a verification found, told so that nobody takes it for more than it is.

A good answer never stands alone: beside it stands how well things are fixed and what was not
checked. Every fault is named with its place; the whole report can be copied as text.
"""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from desktop.widgets.column import Card, line_of
from desktop.widgets.text import Label, button, set_tip
from evidence.errors import Trouble
from evidence.verification.report import KIND_NAMES, MODE_NAMES, Report
from evidence.words import Phrase, Words, say

MOST_SHOWN = 100
MOST_LETTERS = 44
_UNPARTED = re.compile(r"[^\s\u2e80-\U0003ffff]{25,}")


class ReportCard(Card):
    """One report; called "report", its sentence of the result "report-result"."""

    def __init__(self, words: Words, report: Report) -> None:
        super().__init__()
        self.setObjectName("report")
        said = report_lines(words, report)
        self._whole = "\n".join(said)
        kind = words.text(Phrase(KIND_NAMES[report.kind]))
        head = Label(f"{kind} · {shortened(Path(report.path).name)}", "heading")
        set_tip(head, report.path)
        result = Label(words.text(result_of(report)), "danger" if _is_bad(report) else "good")
        result.setObjectName("report-result")
        self.rows.addWidget(head)
        self.rows.addWidget(result)
        for line in said[2:4]:
            self.rows.addWidget(Label(line))
        faults = [line for line in said[4:] if line.startswith("✕")]
        for line in faults[:MOST_SHOWN]:
            self.rows.addWidget(Label(_breakable(line), "danger"))
        if len(faults) > MOST_SHOWN:
            more = say("And {count} more; the copied report has all.",
                       count=len(faults) - MOST_SHOWN)  # fmt: skip
            self.rows.addWidget(Label(words.text(more)))
        for line in said[4 + len(faults) :]:
            self.rows.addWidget(Label(_breakable(line), "quiet"))
        copy = button(words.text(say("Copy this report")))
        copy.setObjectName("copy-report")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._whole))
        self.rows.addLayout(line_of(copy))


class TroubleCard(Card):
    """What could not be verified at all, and what to do; called "no-report"."""

    def __init__(self, words: Words, path: Path, trouble: Trouble) -> None:
        super().__init__()
        self.setObjectName("no-report")
        head = Label(shortened(path.name), "heading")
        set_tip(head, str(path))
        self.rows.addWidget(head)
        self.rows.addWidget(Label(_breakable(words.text(trouble.what)), "danger"))
        if trouble.next_step is not None:
            self.rows.addWidget(Label(words.text(trouble.next_step)))


def result_of(report: Report) -> Phrase:
    """The result in one sentence, never more than was checked."""
    if report.mode == "broken":
        return say("Something is not as it was recorded.")
    if report.mode == "disputed":
        return say("It cannot be decided here whether this is as it was recorded.")
    return say("All that was checked is as it was recorded.")


def report_lines(words: Words, report: Report) -> list[str]:
    """The whole report as lines: path, result, how well fixed, counts, faults, not checked."""
    kind = Phrase(KIND_NAMES[report.kind])
    mode = Phrase(MODE_NAMES[report.mode])
    return [
        words.text(say("{path}: {kind}", path=report.path, kind=kind)),
        words.text(result_of(report)),
        words.text(say("How well it is fixed: {mode}", mode=mode)),
        words.text(say("Checked: {checked}. Faults: {faults}.", checked=report.checked,
                       faults=len(report.faults))),
        *(f"✕ {words.text(fault.what)}  {fault.where}" for fault in report.faults),
        *(words.text(say("Not checked: {what}", what=each)) for each in report.not_checked),
    ]  # fmt: skip


def shortened(name: str, most: int = MOST_LETTERS) -> str:
    """A name of any length, its middle left out where it is long; its end tells what it is."""
    if len(name) <= most:
        return name
    end = most // 3
    return f"{name[: most - end - 1]}…{name[-end:]}"


def foldable(text: str) -> str:
    """
    A text whose every line can be folded: of a run of letters that no line break parts (a path, a
    name) the middle is left out. Chinese can be parted anywhere and stays whole.
    """
    return _UNPARTED.sub(lambda run: shortened(run[0]), text)


def grouped(digest: str) -> str:
    """A digest in groups of eight, to be compared and written down."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _is_bad(report: Report) -> bool:
    return report.mode in ("broken", "disputed")


def _breakable(line: str) -> str:
    """A line whose words all fit: longer ones (paths, digests) lose their middle."""
    return " ".join(shortened(word) for word in line.split(" "))
