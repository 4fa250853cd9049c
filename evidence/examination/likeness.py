"""
What is known from other cases: the same file, image data, picture or device.

A match is recorded once, in the desk, under the name of its pair; it depends on the two files
alone, not on the order in which they were taken in. `alike` asks for a picture not taken in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from evidence.errors import NotFound
from evidence.examination.reading_originals import remember_all
from evidence.examination.remembered import Memory, Remembered, key_of, of_reading
from evidence.index.rows import ExhibitRow
from evidence.ledger.kinds import LikenessFound, Side
from evidence.likeness.verify import ENGINE, Likeness, chance, compare
from evidence.observation import SAME_DEVICE
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.reading.media_type import HEAD_BYTES, media_type
from evidence.values import canonical, sha256
from evidence.workspace import Workspace

BEST_FIRST = (
    "same_file", "same_image_data", "re_encoded", "resized", "cropped", "mirrored_rotated",
    "edited_locally",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """
    One exhibit a searched picture is like; `box` in per mille, `inliers` of later engines.
    `chance`: how often distinct pictures pass for one, as measured; or the digest that is equal.
    `values` as a match records them, the asked picture as the first.
    """

    case: str
    exhibit: str
    number: str
    source_name: str
    match_class: str
    chance: str
    agreement: int
    inliers: int = 0
    box: tuple[int, int, int, int] | None = None
    values: dict[str, Any] = field(default_factory=dict)


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
        yield from self._pictures(me, row.case, mine, files | images)
        yield from self._devices(row.case, mine)

    def twins(self, row: ExhibitRow) -> list[str]:
        """Exhibits of the same case with the same image data in other bytes."""
        me = key_of(row.case, row.exhibit)
        same = self._by_image.get(self._memory[me].image_data, ())
        return [k.split("/")[1] for k in same if k != me and k.startswith(row.case + "/")]

    def _pictures(
        self, me: str, case: str, mine: Remembered, settled: set[str]
    ) -> Iterator[LikenessFound]:
        if mine.picture is None:
            return
        near = {n.key for n in self._memory.known.near(mine.picture.fingerprint)}
        for key in _elsewhere(case, near - settled):
            theirs = self._memory[key].picture
            if theirs is None:
                continue
            first, second = (mine.picture, theirs) if me < key else (theirs, mine.picture)
            found = compare(first, second)
            if found is not None:
                yield _match(me, key, found.match_class, found.values)

    def _devices(self, case: str, mine: Remembered) -> Iterator[LikenessFound]:
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


def alike(
    workspace: Workspace, queries: Iterable[tuple[str, bytes]], readers: Readers
) -> Iterator[tuple[str, list[Alike]]]:
    """
    What pictures not taken in are like, best first; nothing that is not certain enough.

    Reads first what is not yet remembered of the workspace; records nothing.
    """
    memory = remember_all(workspace, readers, Progress())
    for name, untrusted in queries:
        reading = readers.read(untrusted, media_type(untrusted[:HEAD_BYTES]))
        found = _asked(workspace, memory, of_reading(reading), sha256(untrusted))
        order = [(BEST_FIRST.index(a.match_class), -a.agreement, a.number, a) for a in found]
        yield name, [a for *_, a in sorted(order, key=lambda one: one[:3])]


def _asked(workspace: Workspace, memory: Memory, asked: Remembered, digest: str) -> Iterator[Alike]:
    settled = set()
    for row in workspace.look.with_sha256(digest):
        settled.add(key_of(row.case, row.exhibit))
        yield _alike(workspace, key_of(row.case, row.exhibit), "same_file", 1000, "SHA-256")
    for key, theirs in memory.items():
        if asked.image_data and theirs.image_data == asked.image_data and key not in settled:
            settled.add(key)
            yield _alike(workspace, key, "same_image_data", 1000, "SHA-256")
    if asked.picture is None:
        return
    for near in memory.known.near(asked.picture.fingerprint):
        known = memory[near.key].picture
        found = compare(asked.picture, known) if known and near.key not in settled else None
        if found is not None:
            kind, agreement = found.match_class, found.agreement
            yield _alike(workspace, near.key, kind, agreement, chance(), found)


def _alike(
    workspace: Workspace,
    key: str,
    kind: str,
    agreement: int,
    by_chance: str,
    found: Likeness | None = None,
) -> Alike:
    case, exhibit = key.split("/")
    row = workspace.look.exhibit(case, exhibit)
    return Alike(
        case=case,
        exhibit=exhibit,
        number=row.number,
        source_name=row.source_name,
        match_class=kind,
        chance=by_chance,
        agreement=agreement,
        box=found.box if found else None,
        values=found.values if found else {},
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
