"""Looking up, for all exhibits of a case at once, when and with what they were taken, and where
they lay: as the files say of themselves, and only as much as a list of them shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from evidence.index.reads import Reads
from evidence.index.rows_of import FACTS
from evidence.index.standing import stands

_PATHS = "SELECT exhibit, path FROM exhibits WHERE scope = ? ORDER BY ord"
_FACTS = f"""
SELECT t.exhibit, t.facts FROM examined t
WHERE t.scope = ? AND t.facts <> '{{}}' AND {stands("t", f"'{FACTS}'")} ORDER BY t.ord
"""


@dataclass(frozen=True, slots=True)
class ShotRow:
    """`path` at the first source; `taken` is local, as the file has it; "" where nothing is."""

    exhibit: str
    path: str
    taken: str
    device: str


class _Read(msgspec.Struct):
    time_original: Any = ""
    make: Any = ""
    model: Any = ""


_READ = msgspec.json.Decoder(_Read)
_NOTHING = _Read()


class Shots(Reads):
    """The look-up of what a list of exhibits shows beside their names."""

    def shots(self, case: str) -> list[ShotRow]:
        """One row for each exhibit of the case, in the order they were taken in."""
        read: dict[str, str] = dict(self._rows(_FACTS, case))
        paths = self._rows(_PATHS, case)
        return [_shot(exhibit, path, read.get(exhibit)) for exhibit, path in paths]


def _shot(exhibit: str, path: str, facts: str | None) -> ShotRow:
    read = _READ.decode(facts) if facts else _NOTHING
    make, model = str(read.make).strip(), str(read.model).strip()
    device = model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()
    return ShotRow(exhibit, path, str(read.time_original), device)
