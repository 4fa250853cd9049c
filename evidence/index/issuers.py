"""
Looking up whose fingerprint packs are to be searched.

What two signers said without knowing of each other stands side by side: both are answered.
"""

from __future__ import annotations

from evidence.index.reads import Reads
from evidence.index.rows import IssuerRow
from evidence.index.standing import stands

_ISSUERS = f"""
SELECT t.issuer, t.office, t.verdict, t.how, t.at, t."by", t.link
FROM issuers t WHERE t.scope = 'desk' AND {stands("t")} ORDER BY t.issuer, t.ord
"""


class Issuers(Reads):
    """The look-up of issuers of fingerprint packs."""

    def issuers(self) -> list[IssuerRow]:
        """What now stands of each issuer, the newest last; only the desk counts."""
        return [IssuerRow(*row) for row in self._rows(_ISSUERS)]
