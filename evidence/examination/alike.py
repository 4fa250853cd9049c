"""
What pictures not taken in are like: asked of everything the workspace remembers.

Only certain answers, best first; nothing is recorded. A part of a picture can be asked for, too.
Of a file that is an exhibit, its own case is asked only where that is wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from evidence.examination.match_values import match_values
from evidence.examination.memory import Memory
from evidence.examination.reading_originals import remember_all
from evidence.examination.remembered import Remembered, key_of, of_reading
from evidence.likeness.search import Found
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.reading.media_type import HEAD_BYTES, media_type
from evidence.reading.reading import WHOLE, Region
from evidence.values import sha256
from evidence.workspace import Workspace

BEST_FIRST = (
    "same_file", "same_image_data", "re_encoded", "resized", "cropped", "mirrored_rotated",
    "edited_locally", "recaptured", "same_scene", "same_object",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """
    One exhibit a searched picture is like; `box` in per mille.
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


def alike(
    workspace: Workspace,
    queries: Iterable[tuple[str, bytes]],
    readers: Readers,
    *,
    region: Region = WHOLE,
    within: bool = False,
) -> Iterator[tuple[str, list[Alike]]]:
    """
    What pictures not taken in, or the same part of each, are like, best first.

    `within`: also what lies in the case of a file that was taken in after all. Reads first what
    is not yet remembered of the workspace; records nothing.
    """
    memory = remember_all(workspace, readers, Progress())
    for name, untrusted in queries:
        kind = media_type(untrusted[:HEAD_BYTES])
        asked = of_reading(readers.read_to_ask(untrusted, kind, region))
        same = _same_files(workspace, sha256(untrusted))
        own = set() if within else {key.split("/")[0] for key in same}
        found = [_same(workspace, key, "same_file") for key in same]
        found += _others(workspace, memory, asked, set(same), own, region)
        yield name, sorted(found, key=_rank)


def _same_files(workspace: Workspace, digest: str) -> list[str]:
    rows = workspace.look.with_sha256(digest)
    return sorted(key_of(row.case, row.exhibit) for row in rows if row.role != "paper")


def _others(
    workspace: Workspace,
    memory: Memory,
    asked: Remembered,
    settled: set[str],
    own: set[str],
    region: Region,
) -> Iterator[Alike]:
    """What is not the very file, in cases that are not its own."""

    def left_out(key: str) -> bool:
        return key in settled or key.split("/")[0] in own

    for key, theirs in memory.items() if asked.image_data and region == WHOLE else ():
        if theirs.image_data == asked.image_data and not left_out(key):
            settled.add(key)
            yield _same(workspace, key, "same_image_data")
    if asked.picture is None:
        return
    for found in memory.known.search(asked.picture, not_in=left_out):
        seen = memory.picture(found.key)
        if seen is not None:
            yield _alike(workspace, found, match_values(found, asked.picture, seen))


def _same(workspace: Workspace, key: str, kind: str) -> Alike:
    case, exhibit = key.split("/")
    row = workspace.look.exhibit(case, exhibit)
    return Alike(
        case=case,
        exhibit=exhibit,
        number=row.number,
        source_name=row.source_name,
        match_class=kind,
        chance="SHA-256",
        agreement=1000,
    )


def _alike(workspace: Workspace, found: Found, values: dict[str, Any]) -> Alike:
    case, exhibit = found.key.split("/")
    row = workspace.look.exhibit(case, exhibit)
    kin = found.kinship
    return Alike(
        case=case,
        exhibit=exhibit,
        number=row.number,
        source_name=row.source_name,
        match_class=kin.match_class,
        chance=found.chance,
        agreement=kin.agreement,
        inliers=kin.inliers,
        box=kin.box,
        values=values,
    )


def _rank(one: Alike) -> tuple[int, int, int, str]:
    return BEST_FIRST.index(one.match_class), -one.agreement, -one.inliers, one.number
