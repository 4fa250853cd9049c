"""The place where people sign: a row a person, room for a hand, three states to tick, a date."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.papers.content.paper import Code, Said, Signatures
from evidence.papers.pages.flow import Piece
from evidence.papers.pages.lettering import Lettering, Style
from evidence.papers.pages.ruled import cell, row_pieces

TITLE = Style("sans", size=8.5, leading=12, align="middle")
ROLE = Style("sans", size=8.5, leading=13)
TEXT = Style(size=8.5, leading=13)
GAP = Style(size=8, leading=26)
DATE = Style(size=8, leading=13, align="middle")
SHARES = (18, 19, 22, 24, 17)


def signature_pieces(lettering: Lettering, signatures: Signatures, width: float) -> Iterator[Piece]:
    """Head and rows; a signer's row never breaks from the head."""
    widths = [width * share / sum(SHARES) for share in SHARES]
    titles = tuple(
        cell(lettering, w, (TITLE, _said(title)), shaded=True)
        for title, w in zip(signatures.titles, widths, strict=True)
    )
    head = tuple(row_pieces(lettering, titles, stays=True, before=6))
    yield from head
    for n, signer in enumerate(signatures.signers, 1):
        states = tuple((TEXT, _said(state)) for state in signer.states)
        reason = ((TEXT, _said(signer.reason)),) if signer.reason else ()
        cells = (
            cell(lettering, widths[0], (ROLE, _said(signer.role))),
            cell(lettering, widths[1], (TEXT, _said(signer.name))),
            cell(lettering, widths[2], (TEXT, "")),
            cell(lettering, widths[3], *states, *reason),
            cell(lettering, widths[4], (GAP, ""), (DATE, _said(signatures.date))),
        )
        yield from row_pieces(lettering, cells, head, stays=n < len(signatures.signers))


def _said(value: Said) -> str:
    if isinstance(value, tuple):
        return "\n".join(_said(each) for each in value)
    return value.text if isinstance(value, Code) else str(value)
