"""
Pictures that are not taken in, asked of fingerprint packs on their way to another search.

A part of a picture is asked by its look alone: the digest is that of the whole file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from evidence.examination.packs import PackSearch
from evidence.likeness.packs import Hit
from evidence.reading.host import Readers
from evidence.reading.media_type import HEAD_BYTES, media_type
from evidence.reading.reading import WHOLE, NoReading, Region
from evidence.values import sha256

NO_FILE = "0" * 64
"""The digest of no file that anybody has."""


@dataclass(frozen=True, slots=True)
class AskedOfPacks:
    """`hits`: by name, what the packs said of each that has passed."""

    search: PackSearch
    readers: Readers
    region: Region = WHOLE
    hits: dict[str, list[Hit]] = field(default_factory=dict)

    def passing(self, queries: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """The same names and files, each asked before it is handed on."""
        for name, untrusted in queries:
            self.hits[name] = self._asked(untrusted) if self.search.searched() else []
            yield name, untrusted

    def _asked(self, untrusted: bytes) -> list[Hit]:
        kind = media_type(untrusted[:HEAD_BYTES])
        reading = self.readers.read_to_ask(untrusted, kind, self.region)
        fingerprint = None if isinstance(reading, NoReading) else reading.fingerprint
        digest = sha256(untrusted) if self.region == WHOLE else NO_FILE
        return self.search.search(digest, fingerprint)
