"""
What a person says of exhibits: caption, category of evidence, group of the shot list.

What is not said of an exhibit stays as it was; one that is described as it already was gets no
entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.ledger.kinds import ExhibitDescribed
from evidence.workspace import Note, Recorded, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """None: nothing is said of it, it stays as it was; "" takes away what stood there."""

    caption: str | None = None
    category: str | None = None
    group: str | None = None


def describe_exhibits(
    workspace: Workspace, case: str, exhibits: Sequence[str], said: Said
) -> list[Recorded]:
    """Record it of each exhibit (ids or numbers); raises `NotFound`."""
    notes = []
    for name in exhibits:
        row = workspace.look.exhibit(case, name)
        stood = (row.caption, row.category, row.group)
        stands = tuple(
            old if new is None else new.strip()
            for old, new in zip(stood, (said.caption, said.category, said.group), strict=True)
        )
        if stands != stood:
            caption, category, group = stands
            facts = ExhibitDescribed(
                exhibit=row.exhibit, caption=caption, category=category, group=group
            )
            notes.append(Note(facts, row.exhibit))
    return workspace.record_many(case, notes)
