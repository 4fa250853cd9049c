"""Two pictures to be looked at beside each other, and what is known of how alike they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtGui import QTransform

from desktop.widgets.laid import Laid, laid
from evidence.errors import NotFound
from evidence.index.lookup import Lookup
from evidence.observation import SAME_DEVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An exhibit of a case, or a `file` that was not taken in."""

    case: str = ""
    exhibit: str = ""
    number: str = ""
    name: str = ""
    case_number: str = ""
    file: Path | None = None

    @property
    def key(self) -> str:
        """What engines order two pictures by; a file that is asked about comes first."""
        return f"{self.case}/{self.exhibit}" if self.file is None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """`right` is None where there is nothing to be put beside; `values` are the match's."""

    left: Side
    right: Side | None = None
    match_class: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def alike(self) -> bool:
        """Whether the two were found to be one picture."""
        return self.match_class not in ("", SAME_DEVICE)

    def lying(self) -> Laid:
        """How the right one lies on the left one, marks and points in this order: left, right."""
        how = laid(self.match_class, self.values if self.alike else {})
        if self.right is not None and self.right.key < self.left.key:
            points = tuple((b, a) for a, b in how.points)
            return Laid(how.onto, how.second_marks, how.first_marks, points)
        back, can = how.onto.inverted()
        onto = back if can else QTransform()
        return Laid(onto, how.first_marks, how.second_marks, how.points)


def side_of(look: Lookup, case: str, exhibit: str) -> Side:
    """An exhibit as a side; one that is gone has neither number nor name."""
    try:
        row, number = look.exhibit(case, exhibit), look.case(case).number
    except NotFound:
        return Side(case=case, exhibit=exhibit)
    return Side(
        case=case, exhibit=exhibit, number=row.number, name=row.source_name, case_number=number
    )


def pair_of(look: Lookup, case: str, first: str, second: str) -> Pair:
    """Two exhibits of a case, with what is recorded of how alike they are."""
    left, right = side_of(look, case, first), side_of(look, case, second)
    wanted = {(case, first), (case, second)}
    for match in look.matches(case):
        if {(match.case, match.exhibit), (match.other_case, match.other_exhibit)} == wanted:
            kind, values = match.match_class, match.values
            return Pair(left=left, right=right, match_class=kind, values=values)
    return Pair(left=left, right=right)
