"""Whose packs are searched: what stands of each issuer, said in the desk alone."""

from __future__ import annotations

from pathlib import Path

from evidence.index.issuers import Issuers
from evidence.ledger.kinds import IssuerReviewed
from tests.evidence.workspaces import created

KEY = "44" * 32


def said(verdict: str, office: str = "x") -> IssuerReviewed:
    return IssuerReviewed(issuer=KEY, office=office, verdict=verdict, how="y")  # type: ignore[arg-type]


def test_the_newest_stands_and_a_case_says_nothing(tmp_path: Path) -> None:
    ws, _ = created(tmp_path / "w")
    with ws:
        assert isinstance(ws.look, Issuers)
        ws.record(ws.new_case(), said("confirmed"))
        assert ws.look.issuers() == []
        ws.record("desk", said("confirmed", "first"))
        recorded = ws.record("desk", said("withdrawn", "second"))
        (row,) = ws.look.issuers()
        assert (row.issuer, row.office, row.verdict, row.how) == (KEY, "second", "withdrawn", "y")
        assert (row.link, row.by) == (recorded.link, ws.person.person)
