"""Papers: what is missing before one is drawn up, drawing up, showing, copying, printing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from shiboken6 import isValid

from desktop.jobs import Job
from desktop.paper_pages import PaperPages
from desktop.printing import print_pdf
from desktop.workbench import Workbench
from evidence.examination.cards import method_cards
from evidence.index.rows import PaperRow
from evidence.papers.content.dossier import Stated
from evidence.papers.copies import pdf_of, save_copy
from evidence.papers.draw_up import Issued, draw_up, gaps_before
from evidence.progress import Progress
from evidence.words import Language, Phrase, say

DRAWING_UP, PRINTING = "paper", "printing"


def missing_in(
    bench: Workbench,
    owner: QObject,
    case: str,
    kind: str,
    stated: Stated,
    done: Callable[[tuple[Phrase, ...]], None],
) -> None:
    """What a paper drawn up now would name as missing; in a large case it takes seconds."""

    def read(_: Progress) -> tuple[Phrase, ...]:
        return gaps_before(bench.workspace, case, kind, stated)

    bench.background.run(owner, read, done=done, lane="beside")


def draw_up_paper(
    bench: Workbench,
    owner: QObject,
    case: str,
    kind: str,
    language: Language,
    stated: Stated,
    done: Callable[[Issued], None],
    ended: Callable[[], None],
) -> Job:
    """Draw up and issue a paper as a job; `ended` is called however it ends."""

    def work(progress: Progress) -> Issued:
        return draw_up(
            bench.workspace, case, kind, None, language, bench.readers, progress, method_cards(),
            stated,
        )  # fmt: skip

    def drawn_up(issued: Issued) -> None:
        if isValid(owner):
            ended()
            done(issued)
        bench.tell({"papers", "exhibits"}, case)

    def stopped() -> None:
        if isValid(owner):
            ended()

    def failed(_: BaseException) -> bool:
        stopped()
        return False

    job = Job(DRAWING_UP, case, say("Drawing up a paper"), unit="exhibits")
    return bench.jobs.start(job, work, done=drawn_up, cancelled=stopped, failed=failed)


def show_paper(
    bench: Workbench, owner: QObject, paper: PaperRow, done: Callable[[bytes], None]
) -> None:
    """The PDF of an issued paper, compared with its recorded digest."""
    bench.ask(owner, lambda w: pdf_of(w, paper), done)


def draw_page(
    bench: Workbench,
    owner: QObject,
    pages: PaperPages,
    number: int,
    width: int,
    done: Callable[[QImage], None],
) -> None:
    """Draw a page of an open paper, `width` pixels wide."""
    bench.background.run(owner, lambda _: pages.drawn(number, width), done=done, lane="pictures")


def copy_paper(
    bench: Workbench, owner: QObject, paper: PaperRow, out: Path, done: Callable[[Path], None]
) -> None:
    """Save a copy of an issued paper, its proof beside it."""

    def work(_: Progress) -> Path:
        save_copy(bench.workspace, paper, out)
        return out

    bench.background.run(owner, work, done=done, lane="beside")


def print_paper(
    bench: Workbench,
    owner: QObject,
    paper: PaperRow,
    pdf: bytes,
    printer: QPrinter,
    done: Callable[[int], None],
) -> Job:
    """Print an issued paper as a job; `done` gets the number of pages."""

    def printed(pages: int) -> None:
        if isValid(owner):
            done(pages)

    job = Job(PRINTING, paper.case, say("Printing {number}", number=paper.number), unit="pages")
    return bench.jobs.start(job, lambda progress: print_pdf(pdf, printer, progress), done=printed)
