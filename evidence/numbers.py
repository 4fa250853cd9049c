"""
Printed numbers, given without asking anybody: they carry the signer's mark, so that two signers
hardly ever give the same one.

The mark is 20 bits of the signer's key: one signer's numbers never collide, those of two with one
mark may. Among 100 signers that is one chance in 200 that any two have one mark. What names a
case or an exhibit for certain is its id, never its number.

A case: `AJ<year>-<mark>-<4 digits>`. An exhibit: `<case number>-Z<3 or more digits>` from the
signer who opened the case, `<case number>-<mark>-Z<…>` from any other.
"""

from __future__ import annotations

import base64
from datetime import datetime

from evidence.index.lookup import Lookup

MARK_SIGNS = 4


def mark_of(signer: str) -> str:
    """A signer's short mark: the beginning of the public key in base32."""
    return base64.b32encode(bytes.fromhex(signer)).decode()[:MARK_SIGNS]


class Numbers:
    """The next numbers of one signer; used by one thread at a time."""

    def __init__(self, look: Lookup, signer: str) -> None:
        self._look = look
        self._signer = signer
        self._given: dict[tuple[str, str], int] = {}

    def next_case(self) -> str:
        """The number after the highest this signer gave this year."""
        stem = f"AJ{datetime.now().year}-{mark_of(self._signer)}-"
        numbers = (case.number for case in self._look.cases())
        given = [n.removeprefix(stem) for n in numbers if n.startswith(stem)]
        highest = max((int(n) for n in given if n.isascii() and n.isdigit()), default=0)
        return f"{stem}{highest + 1:04d}"

    def next_exhibit(self, case: str) -> str:
        """A number nobody was given before, whether or not those given are recorded yet."""
        stem = self._look.case(case).number
        if self._look.signer_of(case) != self._signer:
            stem = f"{stem}-{mark_of(self._signer)}"
        recorded = self._look.highest_number(case, stem)
        number = max(recorded, self._given.get((case, stem), 0)) + 1
        self._given[case, stem] = number
        return f"{stem}-Z{number:03d}"
