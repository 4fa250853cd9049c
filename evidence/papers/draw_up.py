"""
Draws up a paper: content → pages → PDF, sealed as an exhibit, recorded, written out with proof.

The order is: read every original back, print, write the copy to hand out under a name nobody takes
for finished, seal the PDF in the vault, record it (the exhibit and the paper together), and only
then give the copy its name and put its proof beside it. Nothing that was handed out is missing in
the record; nothing is recorded for a place that cannot be written, and no file is written over.
Without a place the paper is only issued; copies.py hands out copies of it later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SM3, Hash

from evidence.errors import Defect, NotFound
from evidence.ledger.entry import Entry
from evidence.ledger.kinds import ExhibitTakenIn, PaperIssued, SeenAt
from evidence.observation import MethodCard
from evidence.papers.content import exhibit_list as lists
from evidence.papers.content import investigation_report as reports
from evidence.papers.content import screening_report as screenings
from evidence.papers.content.custody_log import custody_log
from evidence.papers.content.dossier import Copy, Dossier, Stated, gathered
from evidence.papers.content.exhibit_list import exhibit_list
from evidence.papers.content.fixation_record import fixation_record
from evidence.papers.content.furnishing import case_gaps
from evidence.papers.content.investigation_report import investigation_report
from evidence.papers.content.paper import Paper
from evidence.papers.content.screening_report import screening_report
from evidence.papers.copies import beside, check_free, place
from evidence.papers.reading_back import chains, read_back
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.values import canonical, new_id, now, sha256
from evidence.words import Language, Phrase, Words, say
from evidence.workspace import Note, Workspace

if TYPE_CHECKING:
    from evidence.papers.pages.press import Printed

CONTENT: dict[str, Callable[[Dossier], Paper]] = {
    "exhibit-list": exhibit_list,
    "fixation-record": fixation_record,
    "screening-report": screening_report,
    "investigation-report": investigation_report,
    "custody-log": custody_log,
}
GAPS: dict[str, Callable[[Dossier], Iterable[Phrase]]] = {
    "exhibit-list": lists.gaps,
    "fixation-record": lists.gaps,
    "screening-report": screenings.gaps,
    "investigation-report": reports.gaps,
    "custody-log": case_gaps,
}
WITH_PICTURES = frozenset({"screening-report"})
WITH_CHAINS = frozenset({"custody-log"})
NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A paper as it was issued; `warnings` are for the person, `gaps` stand on the paper too."""

    path: Path | None
    number: str
    sha256: str
    sm3: str
    content_sm3: str
    pages: int
    draft: bool
    gaps: tuple[Phrase, ...]
    warnings: tuple[Phrase, ...]


def draw_up(
    workspace: Workspace,
    case: str,
    kind: str,
    out: Path | None,
    language: Language = "zh_CN",
    readers: Readers | None = None,
    progress: Progress | None = None,
    methods: tuple[MethodCard, ...] = (),
    stated: Stated = NOTHING_STATED,
) -> Issued:
    """
    Draw up the paper `kind` of `case`, issue it, and write `out` (if any) and `out`.proof.json.

    Raises `NotFound` for an unknown kind, `Trouble` when `out` exists or cannot be written (then
    nothing is recorded), `NoSpace`. A `readers` is needed for pictures to be shown; `methods` are
    the cards of the checks that were run, `stated` is what a person concludes and discloses.
    """
    if kind not in CONTENT:
        raise NotFound(say("There is no paper of the kind {kind}.", kind=kind))
    if out is not None:
        check_free(out)
    dossier = replace(_dossier(workspace, case, methods), stated=stated)
    paper = CONTENT[kind](_read_back(workspace, dossier, kind, readers, progress or Progress()))
    printed = _printed(paper, language)
    issued = _issued(out, paper, printed)
    if out is None:
        _record(workspace, dossier, issued, printed.pdf, kind, language)
        workspace.remember_heads()
        return issued
    with beside(out, printed.pdf) as written:
        entry = _record(workspace, dossier, issued, printed.pdf, kind, language)
        workspace.remember_heads()
        place(written, out, entry)
    return issued


def gaps_before(
    workspace: Workspace, case: str, kind: str, stated: Stated = NOTHING_STATED
) -> tuple[Phrase, ...]:
    """What would be missing in a paper drawn up now, as long as every original reads back whole."""
    dossier = replace(_dossier(workspace, case, ()), stated=stated)
    whole = {e.exhibit: Copy(e.sha256, "", True) for e in dossier.exhibits}
    return tuple(GAPS[kind](replace(dossier, copies=whole)))


def _read_back(
    workspace: Workspace, dossier: Dossier, kind: str, readers: Readers | None, progress: Progress
) -> Dossier:
    copies = read_back(
        workspace.vault(dossier.case.case), dossier.exhibits, readers, progress,
        pictures=kind in WITH_PICTURES,
    )  # fmt: skip
    held = chains(workspace, dossier.heads) if kind in WITH_CHAINS else ()
    return replace(dossier, copies=copies, chains=held)


def _printed(paper: Paper, language: Language) -> Printed:
    from evidence.papers.pages.fonts import Foundry
    from evidence.papers.pages.press import print_paper

    return print_paper(paper, Words(language), Foundry())


def _issued(out: Path | None, paper: Paper, printed: Printed) -> Issued:
    return Issued(
        path=out,
        number=paper.number,
        sha256=sha256(printed.pdf),
        sm3=_sm3(printed.pdf),
        content_sm3=printed.content_sm3,
        pages=printed.pages,
        draft=paper.draft,
        gaps=paper.gaps,
        warnings=_warnings(printed.missing),
    )


def _dossier(workspace: Workspace, case: str, methods: tuple[MethodCard, ...]) -> Dossier:
    heads = tuple(head for head in workspace.heads() if head.scope == case)
    every = [[h.scope, h.signer, h.seq, h.link] for h in sorted(heads, key=lambda h: h.signer)]
    return gathered(
        workspace.look,
        case,
        author=workspace.person,
        number=_number(workspace, case),
        made_at=now(),
        heads=heads,
        heads_digest=sha256(canonical(every)),
        methods=methods,
    )


def _number(workspace: Workspace, case: str) -> str:
    """The next number of a paper: as of an exhibit of the same signer, with W for Z."""
    stem = workspace.look.case(case).number
    if workspace.look.signer_of(case) != workspace.signer:
        stem = f"{stem}-{workspace.person.mark}"
    taken = (paper.number.removeprefix(f"{stem}-W") for paper in workspace.look.papers(case))
    last = max((int(n) for n in taken if n.isascii() and n.isdigit()), default=0)
    return f"{stem}-W{last + 1:03}"


def _record(
    workspace: Workspace, dossier: Dossier, issued: Issued, pdf: bytes, kind: str, language: str
) -> Entry:
    """Seal the PDF and enter it; the signed entry that names its digest."""
    case = dossier.case.case
    stored = workspace.vault(case).put_bytes(pdf)
    if stored.sha256 != issued.sha256:
        raise Defect("the vault stored another paper")
    taken = ExhibitTakenIn(
        exhibit=stored.exhibit, number=issued.number, session="", sha256=issued.sha256,
        size=len(pdf), media_type="application/pdf", role="paper",
        seen=SeenAt(name=f"{issued.number}.pdf", name_bytes="", path=""),
    )  # fmt: skip
    paper = PaperIssued(
        paper=new_id(), number=issued.number, kind=kind, exhibit=stored.exhibit,
        sha256=issued.sha256, sm3=issued.sm3, size=len(pdf), pages=issued.pages,
        draft=issued.draft, language=language, gaps=_in_english(issued.gaps),
        heads={h.signer: h.link for h in dossier.heads},
        content_sm3=issued.content_sm3, stated=dossier.stated.given(),
    )  # fmt: skip
    notes = [Note(taken, about=stored.exhibit), Note(paper, about=stored.exhibit)]
    return workspace.record_many(case, notes)[-1].entry


def _in_english(gaps: tuple[Phrase, ...]) -> tuple[str, ...]:
    """Each gap as a whole sentence, its values filled in: what the record says stays readable."""
    return tuple(Words("en").text(gap) for gap in gaps)


def _warnings(missing: tuple[str, ...]) -> tuple[Phrase, ...]:
    if not missing:
        return ()
    shown = ", ".join(f"U+{ord(c):04X}" for c in missing)
    return (
        say("No font has these characters; they are printed as boxes: {characters}",
            characters=shown),
    )  # fmt: skip


def _sm3(data: bytes) -> str:
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize().hex()
