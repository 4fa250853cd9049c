"""An issued paper to look at, to print and to give out as a file; only papers of ours are shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.actions.papers import copy_paper, draw_page, print_paper, show_paper
from desktop.models.papers import state_of, title_of
from desktop.paper_pages import PaperPages
from desktop.widgets.paper_view import PaperView
from desktop.widgets.report_card import grouped, shortened
from desktop.widgets.text import Label, button, set_tip, tool
from desktop.workbench import Workbench
from evidence.index.rows import PaperRow
from evidence.papers.content.forms import when
from evidence.words import Phrase, say

CLOSER = 1.25


class PaperPreview(QWidget):
    """Shows one paper at a time; `show_row` chooses it."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._paper: PaperRow | None = None
        self._pdf = b""
        self._pages: PaperPages | None = None
        self._view = PaperView()
        self._view.setObjectName("paper-view")
        self._view.setAccessibleName(self._text(say("Preview of the paper")))
        self._view.wanted.connect(self._draw)
        self._title = Label(look="heading")
        self._title.setObjectName("paper-title")
        self._about = Label(look="quiet")
        self._digest = Label(look="quiet")
        self._digest.setObjectName("paper-digest")
        self._said = Label(look="good")
        self._said.setObjectName("paper-said")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(8)
        for label in (self._title, self._about, self._digest):
            whole.addWidget(label)
        whole.addLayout(self._tools())
        whole.addWidget(self._said)
        whole.addWidget(self._view, 1)
        self._said.hide()

    def show_row(self, paper: PaperRow, by: str) -> None:
        """Show a paper; `by` is the name of who drew it up."""
        self._paper = paper
        self._forget()
        self._title.say(f"{self._text(title_of(paper.kind))}  {paper.number}")
        about = say("Drawn up on {time} by {name}.", time=when(paper.at), name=shortened(by))
        self._about.say(f"{self._text(about)} {self._text(state_of(paper))}")
        self._digest.say(f"SHA-256 {grouped(paper.sha256)}")
        set_tip(self._digest, f"SHA-256 {paper.sha256}\nSM3 {paper.sm3}")
        show_paper(self._bench, self, paper, lambda pdf: self._show(paper, pdf))

    def keep_safe(self, out: Path) -> None:
        """Save a copy at `out`."""
        if self._paper is not None:
            copy_paper(self._bench, self, self._paper, out, self._copied)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that the person chose."""
        if self._paper is not None and self._pdf:
            print_paper(self._bench, self, self._paper, self._pdf, printer, self._printed)

    def _show(self, paper: PaperRow, pdf: bytes) -> None:
        if paper != self._paper or self._pdf:
            return
        self._pdf = pdf
        self._pages = PaperPages(pdf)
        self._view.show_pages(self._pages.sizes)
        for each in (self._save, self._print):
            each.setEnabled(True)

    def _forget(self) -> None:
        """Nothing of the paper before is left to be printed as this one."""
        self._pdf = b""
        self._said.hide()
        for each in (self._save, self._print):
            each.setEnabled(False)
        if self._pages is not None:
            self._pages.close()
        self._pages = None
        self._view.show_pages(())

    def _draw(self, number: int, width: int) -> None:
        pages = self._pages
        if pages is None:
            return

        def drawn(image: QImage) -> None:
            if pages is self._pages:
                self._view.put(number, width, image)

        draw_page(self._bench, self, pages, number, width, drawn)

    # copying and printing

    def _choose_place(self) -> None:
        if self._paper is None:
            return
        dialog = QFileDialog(self, self._text(say("Save a copy")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._paper.number}.pdf")
        dialog.fileSelected.connect(lambda name: self.keep_safe(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(1, self._view.pages))
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _copied(self, out: Path) -> None:
        self._tell(say("Saved as {name}, with its proof beside it.", name=shortened(out.name)))

    def _printed(self, pages: int) -> None:
        self._tell(say("{pages} pages were sent to the printer.", pages=pages))

    def _tell(self, phrase: Phrase) -> None:
        self._said.say(self._text(phrase))
        self._said.show()

    # what it is built of

    def _tools(self) -> QHBoxLayout:
        self._print = button(
            self._text(say("Print…")), main=True, tip=self._text(say("Print (Ctrl+P)"))
        )
        self._print.setObjectName("print-paper")
        self._print.clicked.connect(self._choose_printer)
        QShortcut(QKeySequence.StandardKey.Print, self, self._print.click)
        self._save = button(
            self._text(say("Save a copy…")), tip=self._text(say("Save a copy (Ctrl+S)"))
        )
        self._save.setObjectName("save-paper")
        self._save.clicked.connect(self._choose_place)
        QShortcut(QKeySequence.StandardKey.Save, self, self._save.click)
        copy = tool(self._text(say("Copy the digest")))
        copy.setObjectName("copy-digest")
        copy.clicked.connect(self._copy_digest)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self._print, self._save, copy):
            row.addWidget(each)
        row.addStretch(1)
        for each in self._zooms():
            row.addWidget(each)
        return row

    def _zooms(self) -> tuple[QToolButton, ...]:
        closer, farther, whole = tool("+"), tool("−"), tool("↔")
        for made, name, said in (
            (closer, "zoom-in", say("Larger")),
            (farther, "zoom-out", say("Smaller")),
            (whole, "zoom-fit", say("As wide as the window")),
        ):
            made.setObjectName(name)
            made.setAccessibleName(self._text(said))
            set_tip(made, self._text(said))
        closer.clicked.connect(lambda: self._view.zoom(CLOSER))
        farther.clicked.connect(lambda: self._view.zoom(1 / CLOSER))
        whole.clicked.connect(self._view.fit)
        return farther, closer, whole

    def _copy_digest(self) -> None:
        if self._paper is not None:
            QGuiApplication.clipboard().setText(self._paper.sha256)

    def _text(self, phrase: Phrase | str) -> str:
        return self._bench.text(phrase)
