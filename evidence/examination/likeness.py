"""
What is known from other cases: the same file, image data, picture or device.

A match is recorded once, in the desk, under the name of its pair; it depends on the two files
alone, not on the order in which they were taken in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evidence.errors import NotFound
from evidence.examination.match_values import match_values
from evidence.examination.memory import Memory
from evidence.examination.remembered import Facts, key_of
from evidence.index.rows import ExhibitRow
from evidence.ledger.kinds import LikenessFound, Side
from evidence.likeness.classes import ENGINE
from evidence.observation import SAME_DEVICE
from evidence.values import canonical, sha256
from evidence.workspace import Workspace


def pair_of(a: Side, b: Side, what: str = "") -> str:
    """The name of a pair for ever: the digest of both sides, the lesser first."""
    sides = sorted([[a.case, a.exhibit], [b.case, b.exhibit]])
    named: list[Any] = [*sides, what] if what else sides
    return sha256(canonical(named))[:32]


class Matches:
    """Finds the matches of a file in other cases."""

    def __init__(self, workspace: Workspace, memory: Memory) -> None:
        self._look = workspace.look
        self._memory = memory
        self._by_image: dict[str, list[str]] = {}
        self._by_device: dict[str, list[str]] = {}
        for key, found in memory.items():
            if found.image_data:
                self._by_image.setdefault(found.image_data, []).append(key)
            if found.device:
                self._by_device.setdefault(found.device, []).append(key)

    def of(self, row: ExhibitRow) -> Iterator[LikenessFound]:
        """Every match of an exhibit, those recorded before among them."""
        me = key_of(row.case, row.exhibit)
        files = {
            key_of(other.case, other.exhibit)
            for other in self._look.with_sha256(row.sha256)
            if other.role != "paper"
        }
        mine = self._memory[me]
        images = set(self._by_image.get(mine.image_data, ())) - files
        for key in _elsewhere(row.case, files):
            yield _match(me, key, "same_file", {})
        for key in _elsewhere(row.case, images):
            yield _match(me, key, "same_image_data", {"image_data": mine.image_data})
        yield from self._pictures(me, row.case, files | images)
        yield from self._devices(row.case, mine)

    def twins(self, row: ExhibitRow) -> list[str]:
        """Exhibits of the same case with the same image data in other bytes."""
        me = key_of(row.case, row.exhibit)
        same = self._by_image.get(self._memory[me].image_data, ())
        return [k.split("/")[1] for k in same if k != me and k.startswith(row.case + "/")]

    def _pictures(self, me: str, case: str, settled: set[str]) -> Iterator[LikenessFound]:
        mine = self._memory.picture(me)
        if mine is None:
            return

        def left_out(key: str) -> bool:
            return key.startswith(case + "/") or key in settled

        for found in self._memory.known.search(mine, not_in=left_out, key=me):
            theirs = self._memory.picture(found.key)
            if theirs is not None:
                pair = (mine, theirs) if found.query_first else (theirs, mine)
                values = match_values(found, *pair)
                yield _match(me, found.key, found.kinship.match_class, values)

    def _devices(self, case: str, mine: Facts) -> Iterator[LikenessFound]:
        others = {key.split("/")[0] for key in self._by_device.get(mine.device, ())} - {case}
        for other in sorted(others):
            a, b = sorted([case, other])
            sides = Side(case=a, exhibit=""), Side(case=b, exhibit="")
            yield LikenessFound(
                pair=pair_of(*sides, what=mine.device),
                a=sides[0],
                b=sides[1],
                match_class=SAME_DEVICE,
                engine="device-1",
                values={"device": mine.device},
            )


def is_recorded(workspace: Workspace, pair: str) -> bool:
    """Whether the desk knows this pair; it is then never recorded again."""
    try:
        workspace.look.pair(pair)
    except NotFound:
        return False
    return True


def _elsewhere(case: str, keys: set[str]) -> list[str]:
    return sorted(key for key in keys if not key.startswith(case + "/"))


def _match(me: str, other: str, kind: str, values: dict[str, Any]) -> LikenessFound:
    first, second = (Side(case=k[0], exhibit=k[1]) for k in (x.split("/") for x in _two(me, other)))
    return LikenessFound(
        pair=pair_of(first, second),
        a=first,
        b=second,
        match_class=kind,
        engine=ENGINE,
        values=values,
    )


def _two(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
