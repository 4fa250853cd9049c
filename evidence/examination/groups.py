"""
Groups: pictures that matches tie together over the cases, not just pairs.

Two files are in one group when a chain of matches of one photograph leads from one to the other.
A match that a person dismissed ties nothing; nor does one scene, one object or one device.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.index.lookup import Lookup
from evidence.index.rows import MatchRow
from evidence.ledger.kinds import Side
from evidence.observation import SAME_DEVICE, pair_finding_id

UNTYING = ("same_scene", "same_object", SAME_DEVICE)


@dataclass(frozen=True, slots=True)
class Group:
    """The files of a group and the matches that tie them."""

    files: tuple[Side, ...]
    matches: tuple[MatchRow, ...]

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases its files lie in."""
        return tuple(sorted({side.case for side in self.files}))


def groups(look: Lookup) -> list[Group]:
    """Every group, the one of most cases first, then that of most files."""
    dismissed = {row.finding for row in look.verdicts("desk") if row.verdict == "dismissed"}
    tied = [
        match
        for match in look.all_matches()
        if match.match_class not in UNTYING and pair_finding_id(match.pair) not in dismissed
    ]
    made = [_group(matches) for matches in _chained(tied)]
    return sorted(made, key=lambda g: (-len(g.cases), -len(g.files), _name(g.files[0])))


def _chained(matches: Iterable[MatchRow]) -> list[list[MatchRow]]:
    """The matches by the chain they belong to."""
    first: dict[tuple[str, str], tuple[str, str]] = {}

    def root(file: tuple[str, str]) -> tuple[str, str]:
        while first.setdefault(file, file) != file:
            first[file] = first[first[file]]
            file = first[file]
        return file

    kept = list(matches)
    for match in kept:
        a, b = (root(file) for file in _files(match))
        first[max(a, b)] = min(a, b)
    found: dict[tuple[str, str], list[MatchRow]] = {}
    for match in kept:
        found.setdefault(root(_files(match)[0]), []).append(match)
    return list(found.values())


def _files(match: MatchRow) -> tuple[tuple[str, str], tuple[str, str]]:
    return (match.case, match.exhibit), (match.other_case, match.other_exhibit)


def _group(matches: list[MatchRow]) -> Group:
    files = sorted({file for match in matches for file in _files(match)})
    sides = tuple(Side(case=case, exhibit=exhibit) for case, exhibit in files)
    return Group(sides, tuple(sorted(matches, key=lambda match: match.pair)))


def _name(side: Side) -> tuple[str, str]:
    return side.case, side.exhibit
