"""What a hand-off would take along, and what the case still leaves open before it goes."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.custody import open_offers
from evidence.findings import asked
from evidence.session_gaps import session_gaps
from evidence.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """
    `size` is that of originals and papers in bytes. The counts below `drafts` are of things left
    open: nothing of that keeps a case from being handed over, but who hands it over should know.
    """

    number: str
    exhibits: int
    papers: int
    size: int
    drafts: int
    open_findings: int
    not_examined: int
    sessions_with_gaps: int
    offers: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left open."""
        left = (self.drafts, self.open_findings, self.not_examined, self.sessions_with_gaps)
        return not any(left) and not self.offers and self.papers > 0


def outlook(workspace: Workspace, case: str) -> Outlook:
    """How the case stands now."""
    look = workspace.look
    rows = look.exhibits(case)
    exhibits = [row for row in rows if row.role != "paper"]
    examined = look.examined(case)
    papers = look.papers(case)
    return Outlook(
        number=look.case(case).number,
        exhibits=len(exhibits),
        papers=len(papers),
        size=sum(row.size for row in rows),
        drafts=sum(paper.draft for paper in papers),
        open_findings=sum(finding.open for finding in asked(look, case)),
        not_examined=sum(1 for row in exhibits if row.exhibit not in examined),
        sessions_with_gaps=sum(1 for s in look.sessions(case) if session_gaps(s.session)),
        offers=len(open_offers(look.transfers(case))),
    )
