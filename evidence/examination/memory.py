"""
All that is remembered of a workspace's files, ready to be searched; opened without a rebuild.

It lies in scratch: a piece for each file (`remembered`), and what many of them say as segments
that are opened whole: their facts, their whole pictures, their parts. Segments are written
seldom; files not in them yet are read one by one when a memory is opened. What is lost, damaged
or of another version is made again. Keys are `case/exhibit`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

import msgspec

from evidence.errors import Damaged
from evidence.examination.remembered import NO_READER, VERSIONS, Facts, Remembered, of_reading
from evidence.likeness import codebook, segments, whole_segment
from evidence.likeness.parts import SEGMENT_PICTURES, PartsIndex
from evidence.likeness.picture import Picture
from evidence.likeness.search import Known
from evidence.likeness.whole import Whole
from evidence.reading.reading import NoReading, Reading
from evidence.scratch import Scratch
from evidence.values import sha256

Kept = TypeVar("Kept")

PIECES, FACTS, WHOLE, PARTS = "remembered", "known_facts", "known_whole", "known_parts"

FEWEST_SETTLED = 256
"""Files that are read one by one before a segment is worth it."""

_FRONT = bytes.fromhex(sha256(repr((*VERSIONS, codebook.VERSION)).encode())[:16])


class Memory:
    """One thread adds; any may search."""

    def __init__(self, scratch: Scratch, keys: Collection[str] | None = None) -> None:
        """`keys`: what there is; anything else is forgotten, if they are told."""
        self._scratch = scratch
        self._facts: dict[str, Facts] = {}
        self._loose: set[str] = set()
        self._held: dict[str, set[str]] = {FACTS: set(), WHOLE: set(), PARTS: set()}
        parts = _apart(_sound(self._pieces(PARTS), segments.Segment.from_bytes))
        whole = dict(_sound(self._pieces(WHOLE), whole_segment.Segment.of_bytes))
        self._held[WHOLE], self._held[PARTS] = set(whole), set(parts)
        known = {key for segment in parts.values() for key in segment.keys}
        self.known = Known(
            self.picture, whole=Whole(whole.values()), parts=PartsIndex(parts.values())
        )
        self._open(keys, known)

    def __contains__(self, key: str) -> bool:
        return key in self._facts

    def __getitem__(self, key: str) -> Facts:
        return self._facts[key]

    def __len__(self) -> int:
        return len(self._facts)

    def items(self) -> Iterator[tuple[str, Facts]]:
        """In the order of the keys, whatever the order of intake."""
        return iter(sorted(self._facts.items()))

    def picture(self, key: str) -> Picture | None:
        """What a search compares; None where there is none, or it is lost."""
        if key not in self._facts or not self._facts[key].comparable:
            return None
        found = Remembered.from_bytes(self._scratch.get(PIECES, key) or b"")
        if found is None:
            # Without settled facts the next opening looks at every piece, and this is read again.
            self._scratch.keep_only(FACTS, ())
        return found.picture if found else None

    def remember(self, key: str, reading: Reading | NoReading) -> None:
        """Keep what matters of a file; a second time changes nothing, nor does having no reader."""
        if key not in self._facts and reading != NO_READER:
            made = of_reading(reading)
            self._scratch.put(PIECES, key, made.to_bytes())
            self._know(key, made)

    def settle(self, fewest: int = FEWEST_SETTLED) -> None:
        """Write segments, if there are so many files that stand in none."""
        if len(self._loose) < fewest:
            return
        loose, self._loose = sorted(self._loose), set()
        whole, parts = self.known.whole.settle(), self.known.parts.changes()
        for written in whole.write:
            self._put(WHOLE, written.name, written.to_bytes())
        for name, segment in parts.made:
            self._put(PARTS, name, segment.to_bytes())
        rows = [(key, self._facts[key]) for key in loose]
        self._put(FACTS, sha256("\n".join(loose).encode())[:32], msgspec.json.encode(rows))
        self._held[WHOLE] -= set(whole.forget)
        self._held[PARTS] -= set(parts.dropped)
        for kind, names in self._held.items():
            self._scratch.keep_only(kind, names)

    def _put(self, kind: str, name: str, piece: bytes) -> None:
        self._scratch.put(kind, name, _FRONT + piece)
        self._held[kind].add(name)

    def _pieces(self, kind: str) -> dict[str, bytes]:
        """Segments of this version, by name."""
        found = sorted(self._scratch.all(kind))
        front = len(_FRONT)
        return {name: piece[front:] for name, piece in found if piece.startswith(_FRONT)}

    def _open(self, keys: Collection[str] | None, in_parts: set[str]) -> None:
        """Take the facts; what the segments know beside them goes, what they lack is read."""
        for name, piece in self._pieces(FACTS).items():
            self._held[FACTS].add(name)
            self._facts |= dict(msgspec.json.decode(piece, type=list[tuple[str, Facts]]))
        if keys is not None:
            self._facts = {key: facts for key, facts in self._facts.items() if key in keys}
        comparable = {key for key, facts in self._facts.items() if facts.comparable}
        in_whole = set(self.known.whole.keys())
        self.known.remove((in_whole | in_parts) - comparable)
        lacking = comparable - (in_whole & in_parts)
        unknown = set(self._scratch.names(PIECES)) - set(self._facts)
        if keys is not None:
            unknown &= set(keys)
        for key in sorted(lacking | unknown):
            made = Remembered.from_bytes(self._scratch.get(PIECES, key) or b"")
            if made is None:
                self._facts.pop(key, None)
            else:
                self._know(key, made)

    def _know(self, key: str, made: Remembered) -> None:
        self._facts[key] = made.facts
        if made.picture is not None:
            self.known.add(key, made.picture)
        self._loose.add(key)
        if len(self._loose) >= SEGMENT_PICTURES:
            self.settle(1)


def _sound(
    pieces: dict[str, bytes], of_bytes: Callable[[bytes], Kept]
) -> Iterator[tuple[str, Kept]]:
    for name, piece in pieces.items():
        with suppress(Damaged):
            yield name, of_bytes(piece)


def _apart(made: Iterable[tuple[str, segments.Segment]]) -> dict[str, segments.Segment]:
    """Segments that have no picture in common, the larger first; a crash may leave others."""
    taken: set[str] = set()
    found: dict[str, segments.Segment] = {}
    for name, segment in sorted(made, key=lambda one: (-len(one[1].keys), one[0])):
        if taken.isdisjoint(segment.keys):
            taken.update(segment.keys)
            found[name] = segment
    return found
