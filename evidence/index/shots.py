"""
Looking up, for all exhibits of a case at once, when and with what they were taken: as the files
say of themselves, and only as much as a list of them shows. And which of them names a device.
"""

from __future__ import annotations

from typing import NamedTuple

from evidence.index.reads import Reads
from evidence.index.rows_of import FACTS
from evidence.index.standing import stands

_STANDS = stands("t", f"'{FACTS}'")
_SHOTS = f"""
SELECT t.exhibit, t.taken, t.camera FROM shots t WHERE t.scope = ? AND {_STANDS}
ORDER BY t.exhibit, t.ord
"""
_NAMING = f"""
SELECT t.exhibit FROM shots t JOIN exhibits e ON e.scope = t.scope AND e.exhibit = t.exhibit
WHERE t.scope = ? AND t.device = ? AND e.role <> 'paper' AND {_STANDS}
  AND NOT EXISTS (SELECT 1 FROM shots l WHERE l.scope = t.scope AND l.exhibit = t.exhibit
    AND l.ord > t.ord AND {stands("l", f"'{FACTS}'")})
ORDER BY t.ord
"""


class ShotRow(NamedTuple):
    """`taken` is local, as the file has it; "" where nothing is."""

    exhibit: str
    taken: str = ""
    device: str = ""


class Shots(Reads):
    """The look-ups of what a list of exhibits shows beside their names."""

    def shots(self, case: str) -> dict[str, ShotRow]:
        """What was last read of each exhibit, by exhibit; only of those of which anything was."""
        return {row[0]: ShotRow(*row) for row in self._rows(_SHOTS, case)}

    def naming(self, case: str, device: str) -> str:
        """The first read of those that name a device (make, model, serial number); "": none."""
        found = self._one(_NAMING, case, device)
        return str(found[0]) if found else ""
