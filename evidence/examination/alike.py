"""
What pictures not taken in are like: asked of everything the workspace remembers.

Only certain answers, best first; nothing is recorded. A part of a picture can be asked for, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from evidence.errors import NotFound
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
    region: Region = WHOLE,
) -> Iterator[tuple[str, list[Alike]]]:
    """
    What pictures not taken in, or the same part of each, are like, best first.

    Reads first what is not yet remembered of the workspace; records nothing.
    """
    memory = remember_all(workspace, readers, Progress())
    for name, untrusted in queries:
        kind = media_type(untrusted[:HEAD_BYTES])
        asked = of_reading(readers.read_to_ask(untrusted, kind, region))
        digest = sha256(untrusted) if region == WHOLE else ""
        found = sorted(_asked(workspace, memory, asked, digest), key=_rank)
        yield name, found


def _asked(workspace: Workspace, memory: Memory, asked: Remembered, digest: str) -> Iterator[Alike]:
    settled = set()
    for row in workspace.look.with_sha256(digest) if digest else ():
        settled.add(key_of(row.case, row.exhibit))
        yield _same(workspace, key_of(row.case, row.exhibit), "same_file")
    for key, theirs in memory.items() if digest else ():
        if asked.image_data and theirs.image_data == asked.image_data and key not in settled:
            settled.add(key)
            yield _same(workspace, key, "same_image_data")
    if asked.picture is None:
        return
    for found in memory.known.search(asked.picture, not_in=settled.__contains__):
        theirs_now = memory.picture(found.key)
        if theirs_now is not None:
            values = match_values(found, asked.picture, theirs_now)
            yield from _alike(workspace, found, values)


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


def _alike(workspace: Workspace, found: Found, values: dict[str, Any]) -> Iterator[Alike]:
    case, exhibit = found.key.split("/")
    try:
        row = workspace.look.exhibit(case, exhibit)
    except NotFound:
        return
    kin = found.kinship
    yield Alike(
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
